package dev.crossover.launcher.cutover;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.journal.FakeJournal;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.processes.ProcessStart;
import dev.crossover.engine.source.FakeFence;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.fence.FenceWatch;
import dev.crossover.launcher.fence.Unfencing;
import dev.crossover.launcher.gates.CutoverLimits;
import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.gates.GateCheck;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.rollforward.RollForwardStep;
import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.FencedVerification.Estimate;
import dev.crossover.launcher.verify.FencedVerification.Last;
import dev.crossover.launcher.verify.FencedVerification.Outcome;
import dev.crossover.launcher.verify.FencedVerification.Scope;
import dev.crossover.launcher.verify.FencedVerification.Verdict;
import dev.crossover.launcher.world.Faults;
import dev.crossover.launcher.world.Faults.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** A migration in phase READY with a source, a stream and a target in memory. */
final class World {
  final TestClock clock = new TestClock();
  final Timing timing = clock.timing();
  final Faults faults = new Faults();
  final FakeFence fence = new FakeFence();
  final FakeJournal journal = new FakeJournal(clock);
  final List<String> afterJournal = new ArrayList<>();
  final List<Scope> verified = new ArrayList<>();
  final Set<String> arrived = new HashSet<>();
  final List<OpenTransaction> open = new ArrayList<>();
  final List<String> unapplied = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  CutoverLimits limits =
      new CutoverLimits(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofHours(1),
          Duration.ofSeconds(1));
  boolean gateMet = true;
  boolean knowsEmitted = true;
  boolean stuck;
  Optional<Instant> lastRecorded = Optional.empty();
  ChangeStream.State streamState = ChangeStream.State.RUNNING;
  Job.Status live = Job.Status.of(Job.State.RUNNING);
  List<String> uncaptured = List.of();
  boolean schemaAsPlanned = true;
  volatile boolean watched;
  long deadLetters;

  /** Of the dead letters, those that close by themselves. */
  long inDoubt;

  Estimate estimate = new Estimate(Duration.ofSeconds(10), Duration.ofSeconds(1));
  List<String> changing = List.of("shop.child");
  final List<String> copies = new ArrayList<>();
  Runnable duringVerification = () -> {};
  Runnable onMark = () -> {};
  Runnable onLookAtLedger = () -> {};
  Verdict verdict = Verdict.PASS;
  LogPosition lastChange = LogPosition.of(5, 0);
  private long end = 10;

  World() {
    JournalEntry entry = journal.read();
    for (Phase phase : List.of(Phase.CAPTURING, Phase.BULK_LOADING, Phase.APPLYING, Phase.READY)) {
      entry = journal.replace(entry, entry.in(phase));
    }
  }

  /** The report of a cutover by a new process. */
  CutoverReport cutOver() {
    return cutOver(Optional.empty());
  }

  CutoverReport cutOver(Optional<String> approved) {
    try (Lease lease = lease()) {
      return cutover().execute(lease, approved);
    }
  }

  Cutover cutover() {
    return new Cutover(
        new Cutover.Parts(
            "memory",
            faultyFence(),
            writers(),
            log(),
            stream(),
            live(),
            applied(),
            this::settleOrder,
            copyAgain(),
            verification(),
            watchdog(),
            List.of(gate()),
            schemaGate(),
            List.of(numbers()),
            List.of(step("one"), step("two")),
            limits,
            timing,
            Progress.silent()));
  }

  Lease lease() {
    return Lease.acquire(
        faultyJournal(),
        new Owner("here", 1, new ProcessStart("boot:0"), UUID.randomUUID().toString()),
        timing,
        owner -> false);
  }

  /** A watch that has seen the cutover at work, and then the target is gone. */
  FenceWatch watchWithoutTarget() {
    Faults target = new Faults();
    target.strike("journal.read", When.BEFORE, () -> new JournalException("no answer", null));
    return new FenceWatch(
        target.around(Journal.class, "journal", journal),
        new Unfencing(fence, timing),
        new Owner("there", 2, new ProcessStart("boot:0"), "watch"),
        limits.downtime(),
        timing);
  }

  FenceWatch watch() {
    return new FenceWatch(
        journal,
        new Unfencing(fence, timing),
        new Owner("there", 2, new ProcessStart("boot:0"), "watch"),
        limits.downtime(),
        timing);
  }

  Phase phase() {
    return journal.read().phase();
  }

  private FenceWatchProcess watchdog() {
    return new FenceWatchProcess() {
      @Override
      public void start() {
        faults.run("watchdog", () -> watched = true);
      }

      @Override
      public void stop() {
        faults.run("watchdog.stop", () -> watched = false);
      }
    };
  }

  private GateCheck gate() {
    return gate(
        "weather", () -> new Gate("weather", gateMet ? "fine" : "storm", "fine", gateMet, "wait"));
  }

  private GateCheck schemaGate() {
    return gate(
        "source-schema",
        () ->
            new Gate(
                "source-schema",
                schemaAsPlanned ? "unchanged" : "altered",
                "unchanged",
                schemaAsPlanned,
                "undo it"));
  }

  private static GateCheck gate(String name, Supplier<Gate> seen) {
    return new GateCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Gate look() {
        return seen.get();
      }
    };
  }

  private CutoverStep numbers() {
    return new CutoverStep() {
      @Override
      public String name() {
        return "numbers";
      }

      @Override
      public String plan() {
        return "hand over the numbers";
      }

      @Override
      public String run(Lease lease) {
        return faults.get("numbers", () -> "numbers are handed over");
      }
    };
  }

  private RollForwardStep step(String name) {
    return new RollForwardStep() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String plan() {
        return "do " + name;
      }

      @Override
      public List<String> refusals() {
        return faults.get("refusals." + name, () -> List.copyOf(refusals));
      }

      @Override
      public String run() {
        faults.run("step." + name, () -> afterJournal.add(name));
        return name + " done";
      }
    };
  }

  private Journal faultyJournal() {
    return new Journal() {
      @Override
      public JournalEntry read() {
        return faults.get("journal.read", journal::read);
      }

      @Override
      public JournalEntry replace(JournalEntry known, JournalEntry next) {
        String name =
            journal.read().phase() == next.phase() ? "journal.note" : "journal." + next.phase();
        return faults.get(name, () -> journal.replace(known, next));
      }

      @Override
      public boolean renew(Owner owner, Instant expires) {
        return journal.renew(owner, expires);
      }

      @Override
      public List<JournalEntry> history() {
        return journal.history();
      }
    };
  }

  private Fence faultyFence() {
    return new Fence() {
      @Override
      public FencePlan look() {
        return fence.look();
      }

      @Override
      public String raise(long epoch, String target, FenceRecord record) {
        return faults.get("fence.raise", () -> fence.raise(epoch, target, record));
      }

      @Override
      public void lower(long epoch, FenceRecord record) {
        faults.run("fence.lower", () -> fence.lower(epoch, record));
      }

      @Override
      public void seal(long epoch, FenceRecord record) {
        faults.run("fence.seal", () -> fence.seal(epoch, record));
      }

      @Override
      public boolean lowerUnsealed() {
        return fence.lowerUnsealed();
      }

      @Override
      public Optional<String> givingBack() {
        return fence.givingBack();
      }

      @Override
      public Optional<Raised> raised() {
        return fence.raised();
      }

      @Override
      public List<String> leaks(FenceRecord record) {
        return faults.get("fence.leaks", () -> fence.leaks(record));
      }
    };
  }

  private Writers writers() {
    return new Writers() {
      @Override
      public List<OpenTransaction> open() {
        return faults.get("writers.open", () -> List.copyOf(open));
      }

      @Override
      public void end(OpenTransaction transaction) {
        faults.run(
            "writers.end",
            () -> {
              if (!transaction.prepared()) {
                open.remove(transaction);
              }
            });
      }
    };
  }

  private SourceLog log() {
    return new SourceLog() {
      @Override
      public Mark mark() {
        return faults.get(
            "log.mark",
            () -> {
              end += 10;
              onMark.run();
              Mark mark = new Mark(new Position(end, 0), "token" + end);
              if (!stuck) {
                arrived.add(mark.tokens().get(0));
              }
              return mark;
            });
      }

      @Override
      public LogPosition end() {
        return LogPosition.of(end, 0);
      }

      @Override
      public PositionText positions() {
        return PositionText.PLAIN;
      }

      @Override
      public Retention retention() {
        return new Retention(true, OptionalLong.empty(), "reserved", "");
      }
    };
  }

  /** Somebody writes although the source is fenced. */
  void escape() {
    lastChange = LogPosition.of(end + 1, 0);
  }

  private Job live() {
    return new Job() {
      @Override
      public void start() {}

      @Override
      public Job.Status status() {
        return live;
      }

      @Override
      public void cancel() {}
    };
  }

  private ChangeStream stream() {
    return new ChangeStream() {
      @Override
      public void prepare() {}

      @Override
      public boolean tellsHowFar() {
        return knowsEmitted;
      }

      @Override
      public void start() {}

      @Override
      public ChangeStream.Status status() {
        return faults.get(
            "stream.status",
            () ->
                new ChangeStream.Status(
                    streamState,
                    Optional.of(LogPosition.of(1, 0)),
                    knowsEmitted
                        ? Optional.of(LogPosition.of(stuck ? 10 : end + 1, 0))
                        : Optional.empty(),
                    knowsEmitted ? Optional.of(lastChange) : Optional.empty(),
                    Optional.of(clock.instant()),
                    1,
                    0,
                    Optional.empty()));
      }

      @Override
      public List<String> uncaptured() {
        return uncaptured;
      }

      @Override
      public void stop() {}

      @Override
      public void remove() {}
    };
  }

  private long settleOrder() {
    return faults.get(
        "order.settle",
        () -> {
          deadLetters -= inDoubt;
          inDoubt = 0;
          return inDoubt;
        });
  }

  private AppliedChanges applied() {
    return new AppliedChanges() {
      @Override
      public List<String> unappliedFiles() {
        return faults.get("applied.unapplied", () -> List.copyOf(unapplied));
      }

      @Override
      public List<String> unappliedOfMovedTables() {
        return unappliedFiles();
      }

      @Override
      public int parkedFiles() {
        return 0;
      }

      @Override
      public long openDeadLetters() {
        return faults.get("applied.dead-letters", () -> deadLetters);
      }

      @Override
      public Optional<Instant> lastRecorded() {
        onLookAtLedger.run();
        return faults.get("applied.last", () -> lastRecorded);
      }

      @Override
      public List<String> changesFrom(LogPosition place) {
        return faults.get(
            "applied.changes",
            () ->
                lastChange.isAtLeastInAShard(place)
                    ? List.of("shop.sale in changes/shop_sale/9.avro")
                    : List.of());
      }

      @Override
      public boolean hasSentinel(String token) {
        return faults.get("applied.sentinel", () -> arrived.contains(token));
      }
    };
  }

  private RowsToCopyAgain copyAgain() {
    return new RowsToCopyAgain() {
      @Override
      public List<String> tables() {
        return changing;
      }

      @Override
      public Map<String, Long> copy(LogPosition end, long epoch) {
        return faults.get(
            "copy-again",
            () -> {
              copies.add(end + " at epoch " + epoch);
              return Map.of("shop.child", 3L);
            });
      }
    };
  }

  private FencedVerification verification() {
    return new FencedVerification() {
      @Override
      public Optional<Last> last() {
        return Optional.of(new Last(Verdict.PASS, 0, clock.instant()));
      }

      @Override
      public Optional<Estimate> estimate() {
        return Optional.of(estimate);
      }

      @Override
      public Outcome verify(Scope scope) {
        duringVerification.run();
        return faults.get(
            "verify",
            () -> {
              verified.add(scope);
              return new Outcome(verdict, verdict + ", 3 rows compared");
            });
      }
    };
  }

  Map<String, String> facts() {
    return journal.read().details();
  }
}
