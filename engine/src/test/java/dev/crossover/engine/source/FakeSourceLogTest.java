package dev.crossover.engine.source;

import java.util.List;

class FakeSourceLogTest extends SourceLogContract {
  private final FakeSourceLog log = new FakeSourceLog();

  @Override
  protected SourceLog log() {
    return log;
  }

  @Override
  protected void commitAChange() {
    log.commit();
  }

  @Override
  protected List<String> sentinels() {
    return log.sentinels();
  }
}
