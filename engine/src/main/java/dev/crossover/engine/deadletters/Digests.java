package dev.crossover.engine.deadletters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names made of contents. */
final class Digests {
  private static final int NAME_CHARACTERS = 16;

  private Digests() {}

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every JDK has SHA-256", e);
    }
  }

  /** 16 hexadecimal digits. */
  static String name(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_CHARACTERS);
  }
}
