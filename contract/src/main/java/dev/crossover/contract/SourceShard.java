package dev.crossover.contract;

import java.util.Optional;

/** One database that is moved: the source itself, or a shard of it. */
public record SourceShard(
    Optional<String> name,
    String host,
    int port,
    String database,
    String user,
    SecretReference password,
    Optional<String> connectionProfile) {}
