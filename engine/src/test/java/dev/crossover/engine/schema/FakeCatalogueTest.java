package dev.crossover.engine.schema;

class FakeCatalogueTest extends SourceCatalogueContract {
  private final FakeCatalogue catalogue = new FakeCatalogue();

  @Override
  protected SourceCatalogue catalogue() {
    return catalogue;
  }

  @Override
  protected void createTable(TableName name) {
    catalogue.add(
        FakeCatalogue.table(
            name,
            FakeCatalogue.required("id", FakeCatalogue.NUMBER),
            FakeCatalogue.column("note", FakeCatalogue.TEXT)));
  }
}
