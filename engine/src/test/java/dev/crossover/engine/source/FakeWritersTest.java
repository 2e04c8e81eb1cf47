package dev.crossover.engine.source;

class FakeWritersTest extends WritersContract {
  private final FakeWriters writers = new FakeWriters();

  @Override
  protected Writers writers() {
    return writers;
  }

  @Override
  protected void writeInASession() {
    writers.begin("17", "batch");
  }

  @Override
  protected void readBeforeWriting() {
    writers.begin("18", "batch");
  }

  @Override
  protected void waitToWrite() {
    writers.begin("19", "batch");
  }

  @Override
  protected void prepare(String name) {
    writers.prepare(name, "app");
  }

  @Override
  protected void rollBackPrepared(String name) {
    writers.finish(name);
  }
}
