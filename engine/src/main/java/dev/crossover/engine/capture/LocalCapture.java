package dev.crossover.engine.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;

/** A source's own capture of its changes, for a platform that has no service for it. */
public interface LocalCapture {
  /** What the capture needs in the source. */
  CaptureSetup setup();

  /**
   * Hands over every change that commits after a position, in the order of the commits, until
   * {@link CaptureOutput#isStopping}. What has come by then is emitted before it returns.
   *
   * @param from up to where changes are in durable files
   * @throws SourceException if capture cannot begin or go on; nothing is lost by it
   */
  void run(Position from, CaptureOutput output);
}
