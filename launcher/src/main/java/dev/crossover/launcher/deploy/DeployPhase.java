package dev.crossover.launcher.deploy;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames.Stack;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.workflow.NextStep;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of an environment is deployed at a time, in the order of a migration. */
public enum DeployPhase {
  TARGET(Stack.TARGET),
  /** The live stack without its job. */
  CAPTURE(Stack.LIVE),
  BULK(Stack.BULK),
  /** The live stack with its job. */
  LIVE(Stack.LIVE),
  OBSERVE(Stack.OBSERVE),
  HANDOFF(Stack.HANDOFF);

  private static final Set<Phase> LOADING = EnumSet.of(Phase.CAPTURING, Phase.BULK_LOADING);
  private static final Set<Phase> BEFORE_LIVE =
      EnumSet.of(Phase.PLANNED, Phase.CAPTURING, Phase.BULK_LOADING);

  private final Stack stack;

  DeployPhase(Stack stack) {
    this.stack = stack;
  }

  Stack stack() {
    return stack;
  }

  /**
   * @throws SettingsException if the settings have no such part
   */
  void require(GoogleCloud cloud) {
    boolean liveOnly = cloud.strategy() == GoogleCloud.Strategy.LIVE_ONLY;
    if (liveOnly && (this == CAPTURE || this == BULK)) {
      throw new SettingsException(
          "strategy live-only has no phase %s: the stream reads the tables too, and is deployed with"
                  .formatted(name().toLowerCase(Locale.ROOT))
              + " its job; use `crossover deploy --phase live`");
    }
    if (this == HANDOFF && cloud.handoff().isEmpty()) {
      throw new SettingsException(
          "the settings have no google_cloud.handoff, so there is no such stack; set"
              + " google_cloud.handoff.image, or hand over by hand with `crossover run`");
    }
  }

  /**
   * Promise 3, before Terraform is asked anything: no bulk load before capture or beside a live
   * job, and no live job before the bulk gate has passed.
   *
   * @param phase where the migration is; PLANNED if nobody has begun it
   * @throws GateNotMetException if it is not the time for this
   */
  void require(GoogleCloud cloud, Phase phase) {
    if (this == BULK && !LOADING.contains(phase)) {
      throw tooEarlyOrLate("start a bulk load", phase, "CAPTURING or BULK_LOADING");
    }
    boolean afterBulk = cloud.strategy() == GoogleCloud.Strategy.BULK_THEN_LIVE;
    if (this == LIVE && afterBulk && BEFORE_LIVE.contains(phase)) {
      throw tooEarlyOrLate("start the live job", phase, "APPLYING or later");
    }
  }

  private static GateNotMetException tooEarlyOrLate(String what, Phase phase, String allowed) {
    return new GateNotMetException(
        what,
        List.of(
            "the migration is in phase %s, must be %s; %s"
                .formatted(phase, allowed, NextStep.of(phase))));
  }

  /**
   * The values of the stack's variables.
   *
   * @param hasLiveJob whether the live stack has its job already, which it must not lose
   */
  Map<String, String> variables(GoogleCloud cloud, Phase phase, boolean hasLiveJob) {
    return switch (this) {
      case TARGET, BULK, HANDOFF -> Map.of();
      case CAPTURE, LIVE ->
          Map.of(
              "skip_dataflow", Boolean.toString(this == CAPTURE && !hasLiveJob),
              "enable_backfill", Boolean.toString(cloud.capture().enableBackfill()));
      case OBSERVE -> Map.of("phase", observed(phase));
    };
  }

  private static String observed(Phase phase) {
    return switch (phase) {
      case PLANNED, CAPTURING -> "capture";
      case BULK_LOADING -> "bulk";
      case APPLYING, READY, FENCED, CAUGHT_UP, VERIFIED, JOURNALLED, SWITCHED, COMPLETED -> "live";
    };
  }
}
