package dev.crossover.launcher.capture;

import dev.crossover.engine.capture.ChangeStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A change stream that is made for each call, because what it carries is only known once the schema
 * step has written it down.
 *
 * @param make knows the tables as they are written at the moment
 */
public record DeferredStream(Supplier<ChangeStream> make) implements ChangeStream {
  @Override
  public void prepare() {
    make.get().prepare();
  }

  @Override
  public void start() {
    make.get().start();
  }

  @Override
  public Status status() {
    return make.get().status();
  }

  @Override
  public boolean tellsHowFar() {
    return make.get().tellsHowFar();
  }

  @Override
  public List<String> uncaptured() {
    return make.get().uncaptured();
  }

  @Override
  public void stop() {
    make.get().stop();
  }

  @Override
  public void remove() {
    make.get().remove();
  }
}
