package dev.crossover.engine.apply;

import java.time.Instant;
import java.util.Optional;

/**
 * How far live apply is, as its job says.
 *
 * @param at when the job last looked for work or did some
 * @param files finished since the job started; a file with parked events counts each time
 * @param left files that exist and are not applied
 * @param watermark empty if the stream cannot say how far it is, or while files are left since the
 *     job started
 * @param failure why the last round failed; empty if it did not
 */
public record ApplyProgress(
    Instant at,
    long files,
    long left,
    Optional<AppliedWatermark> watermark,
    Optional<String> failure) {}
