package dev.crossover.launcher.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Everything at one moment.
 *
 * @param source the row of the fence in the source, which changes together with the rights
 * @param targetAnswers whether anybody reaches the target
 * @param launchers all processes, by number
 * @param lateWrite a write of the journal that is on its way still, its caller gone on
 * @param lateRights a transaction on the source's rights that is on its way still
 * @param lateCopy a row that is on its way to the target still, read by a cutover in its fence
 * @param fault what went wrong in the last step; empty if nothing did
 */
record World(
    Entry journal,
    Source source,
    boolean targetAnswers,
    Rows rows,
    List<Launcher> launchers,
    Optional<LateWrite> lateWrite,
    Optional<LateRights> lateRights,
    Optional<LateCopy> lateCopy,
    String fault) {
  World {
    launchers = List.copyOf(launchers);
  }

  /**
   * @param up whether the application is shut out
   * @param sealed whether nobody may lower it who has not read the journal
   */
  record Source(boolean up, int epoch, boolean sealed) {
    @Override
    public String toString() {
      return (up ? "fenced@" : "open@") + epoch + (sealed ? " sealed" : "");
    }
  }

  /**
   * @param next carries the epoch that it expects
   * @param owed the changes that must be on the target if this makes it the owner
   */
  record LateWrite(Entry next, int owed) {}

  /**
   * @param launcher whose lease tells the epoch when it lands; {@link Entry#NOBODY} if it carries
   *     the epoch itself, or has none
   */
  record LateRights(Act act, int epoch, int launcher) {
    boolean hasItsEpoch() {
      return launcher == Entry.NOBODY && act != Act.LOWER_UNSEALED;
    }
  }

  /**
   * @param epoch of the cutover whose fence it was read in
   * @param change the row as it was then
   */
  record LateCopy(int epoch, int change) {}

  /** What is done to the source's rights. */
  enum Act {
    RAISE("raises the fence"),
    LOWER("lowers the fence"),
    SEAL("seals the fence"),
    LOWER_UNSEALED("lowers the fence unless it is sealed");

    private final String text;

    Act(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  World with(Entry next) {
    return new World(
        next, source, targetAnswers, rows, launchers, lateWrite, lateRights, lateCopy, fault);
  }

  World with(Source next) {
    return new World(
        journal, next, targetAnswers, rows, launchers, lateWrite, lateRights, lateCopy, fault);
  }

  World with(Rows next) {
    return new World(
        journal, source, targetAnswers, next, launchers, lateWrite, lateRights, lateCopy, fault);
  }

  World with(int number, Launcher next) {
    List<Launcher> changed = new ArrayList<>(launchers);
    changed.set(number, next);
    World world =
        new World(
            journal, source, targetAnswers, rows, changed, lateWrite, lateRights, lateCopy, fault);
    return next.lives() ? world : world.without(number);
  }

  World withLateWrite(Optional<LateWrite> next) {
    return new World(
        journal, source, targetAnswers, rows, launchers, next, lateRights, lateCopy, fault);
  }

  World withLateRights(Optional<LateRights> next) {
    return new World(
        journal, source, targetAnswers, rows, launchers, lateWrite, next, lateCopy, fault);
  }

  World withLateCopy(Optional<LateCopy> next) {
    return new World(
        journal, source, targetAnswers, rows, launchers, lateWrite, lateRights, next, fault);
  }

  World withTarget(boolean answers) {
    return new World(
        journal, source, answers, rows, launchers, lateWrite, lateRights, lateCopy, fault);
  }

  World broken(String problem) {
    return new World(
        journal, source, targetAnswers, rows, launchers, lateWrite, lateRights, lateCopy, problem);
  }

  /** A new process may get the number, but it is another owner. */
  private World without(int number) {
    return new World(
        journal.without(number),
        source,
        targetAnswers,
        rows,
        launchers,
        lateWrite.map(late -> new LateWrite(late.next().without(number), late.owed())),
        lateRights.filter(late -> late.launcher() != number),
        lateCopy,
        fault);
  }

  boolean nobodyLives() {
    return launchers.stream().noneMatch(Launcher::lives);
  }

  private boolean hasLostTheLease(int number) {
    Launcher launcher = launchers.get(number);
    return launcher.lives()
        && journal.owner() != number
        && journal.epoch() > launcher.lease().epoch();
  }

  /** A process that has lost the lease does not get it back; what it still looks at is in vain. */
  World withoutHope(int number) {
    if (!hasLostTheLease(number)) {
      return this;
    }
    Launcher launcher = launchers.get(number);
    if (launcher.at().endsWithoutLease()) {
      return with(number, Launcher.NONE);
    }
    return launcher.at().failsWithoutLease() ? with(number, launcher.failing()) : this;
  }

  /** Epochs only rise, so what comes too late once comes too late for ever. */
  World withoutWhatComesTooLate() {
    boolean write = lateWrite.filter(late -> late.next().epoch() < journal.epoch()).isPresent();
    boolean rights =
        lateRights.filter(late -> late.hasItsEpoch() && late.epoch() < source.epoch()).isPresent();
    World world = write ? withLateWrite(Optional.empty()) : this;
    return rights ? world.withLateRights(Optional.empty()) : world;
  }

  World withoutACopyThatComesTooLate() {
    boolean copy = lateCopy.filter(late -> late.epoch() < journal.epoch()).isPresent();
    return copy ? withLateCopy(Optional.empty()) : this;
  }

  /**
   * The same world with small epochs. Epochs are only ever compared, and a new one is higher than
   * all, so their order is all that counts; without this there would be no end of states.
   */
  World withSmallEpochs() {
    int used = 1 | bit(journal.epoch()) | bit(source.epoch());
    for (Launcher launcher : launchers) {
      used |= bit(launcher.lease().epoch());
    }
    used |= lateWrite.map(late -> bit(late.next().epoch())).orElse(0);
    used |= lateRights.map(late -> bit(late.epoch())).orElse(0);
    used |= lateCopy.map(late -> bit(late.epoch())).orElse(0);
    int epochs = used;
    boolean gapless = (epochs & (epochs + 1)) == 0;
    return gapless ? this : renumbered(epoch -> Integer.bitCount(epochs & (bit(epoch) - 1)));
  }

  private static int bit(int epoch) {
    return 1 << epoch;
  }

  private World renumbered(IntUnaryOperator rank) {
    return new World(
        journal.at(rank.applyAsInt(journal.epoch())),
        new Source(source.up(), rank.applyAsInt(source.epoch()), source.sealed()),
        targetAnswers,
        rows,
        launchers.stream()
            .map(
                launcher ->
                    launcher.knowing(
                        launcher.lease().at(rank.applyAsInt(launcher.lease().epoch()))))
            .toList(),
        lateWrite.map(
            late ->
                new LateWrite(late.next().at(rank.applyAsInt(late.next().epoch())), late.owed())),
        lateRights.map(
            late -> new LateRights(late.act(), rank.applyAsInt(late.epoch()), late.launcher())),
        lateCopy.map(late -> new LateCopy(rank.applyAsInt(late.epoch()), late.change())),
        fault);
  }

  /** Spreads what the generated one, made for big values, would let collide. */
  @Override
  public int hashCode() {
    int hash = journal.hashCode();
    for (Object part : List.of(source, targetAnswers, rows, lateWrite, lateRights, lateCopy)) {
      hash = hash * 0x9E3779B1 + part.hashCode();
    }
    for (Launcher launcher : launchers) {
      hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B + launcher.hashCode();
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof World world
        && journal.equals(world.journal)
        && source.equals(world.source)
        && targetAnswers == world.targetAnswers
        && rows.equals(world.rows)
        && launchers.equals(world.launchers)
        && lateWrite.equals(world.lateWrite)
        && lateRights.equals(world.lateRights)
        && lateCopy.equals(world.lateCopy)
        && fault.equals(world.fault);
  }

  @Override
  public String toString() {
    return journal
        + (targetAnswers ? ", " : ", which does not answer, ")
        + source
        + ", rows "
        + rows
        + ", "
        + launchers;
  }
}
