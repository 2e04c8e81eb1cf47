package dev.crossover.engine.bucket;

class InMemoryBucketTest extends BucketContract {
  private final Bucket bucket = new InMemoryBucket();

  @Override
  protected Bucket open() {
    return bucket;
  }

  @Override
  protected Bucket again() {
    return bucket;
  }
}
