package dev.crossover.launcher.cost;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How big a machine type is (cloud.google.com/compute/docs/general-purpose-machines, August 2026).
 */
record MachineSize(int cpus, BigDecimal memoryGib) {
  private static final Pattern PREDEFINED =
      Pattern.compile("([a-z]\\w*)-(standard|highmem|highcpu)-(\\d{1,4})(?:-lssd)?");
  private static final Pattern CUSTOM =
      Pattern.compile("(?:[a-z]\\w*-)?custom-(\\d{1,4})-(\\d+)(?:-ext)?");

  /** GiB per vCPU: standard, highmem, highcpu. */
  private static final Map<String, Map<String, String>> MEMORY =
      Map.of(
          "n1", Map.of("standard", "3.75", "highmem", "6.5", "highcpu", "0.9"),
          "n2", Map.of("standard", "4", "highmem", "8", "highcpu", "1"),
          "n2d", Map.of("standard", "4", "highmem", "8", "highcpu", "1"),
          "n4", Map.of("standard", "4", "highmem", "8", "highcpu", "2"),
          "e2", Map.of("standard", "4", "highmem", "8", "highcpu", "1"),
          "c2", Map.of("standard", "4"),
          "c2d", Map.of("standard", "4", "highmem", "8", "highcpu", "2"),
          "c3", Map.of("standard", "4", "highmem", "8", "highcpu", "2"),
          "t2d", Map.of("standard", "4"));

  /** Empty for a type that is not known here. */
  static Optional<MachineSize> of(String type) {
    Matcher custom = CUSTOM.matcher(type);
    if (custom.matches()) {
      BigDecimal megabytes = new BigDecimal(custom.group(2));
      return Optional.of(
          new MachineSize(
              Integer.parseInt(custom.group(1)), megabytes.divide(BigDecimal.valueOf(1024))));
    }
    Matcher predefined = PREDEFINED.matcher(type);
    if (!predefined.matches()) {
      return Optional.empty();
    }
    int cpus = Integer.parseInt(predefined.group(3));
    return Optional.ofNullable(
            MEMORY.getOrDefault(predefined.group(1), Map.of()).get(predefined.group(2)))
        .map(memory -> new MachineSize(cpus, new BigDecimal(memory).multiply(decimal(cpus))));
  }

  private static BigDecimal decimal(int value) {
    return BigDecimal.valueOf(value);
  }
}
