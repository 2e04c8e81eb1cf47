package dev.crossover.contract;

/** The forms that Google Cloud allows for names, each said once. */
final class NamePatterns {
  static final String PROJECT = "[a-z][a-z0-9-]{4,28}[a-z0-9]";

  /** Of networks, subnetworks, connection profiles and the like. */
  static final String RESOURCE = "[a-z]([a-z0-9-]{0,58}[a-z0-9])?";

  static final String BUCKET = "(?!goog)(?!.*google)[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]";
  static final String ACCOUNT = "[a-z][a-z0-9-]+@[a-z0-9.-]+\\.gserviceaccount\\.com";

  static final String ENDPOINT = "https?://[A-Za-z0-9.-]+(:\\d{1,5})?";

  private NamePatterns() {}
}
