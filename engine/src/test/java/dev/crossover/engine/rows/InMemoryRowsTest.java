package dev.crossover.engine.rows;

class InMemoryRowsTest extends RowSourceContract {
  private final InMemoryRows rows = new InMemoryRows();

  @Override
  protected RowSource source() {
    return rows;
  }

  @Override
  protected void insert(long id, String name) {
    rows.insert(ITEM, id, name);
  }

  @Override
  protected Unseen insertUnseen(long id, String name) {
    rows.logUnseen(() -> insert(id, name));
    return () -> {};
  }

  @Override
  protected void delete(long id) {
    rows.delete(ITEM, values -> values.get(0).equals(id));
  }
}
