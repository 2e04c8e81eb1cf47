package dev.crossover.launcher.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the launcher as a service costs: from its fewest instances to its most, all month. */
final class CloudRunCost {
  private static final Pattern CPU = Pattern.compile("(\\d+)(m?)");
  private static final Pattern MEMORY = Pattern.compile("(\\d+)(Mi|Gi)");

  private CloudRunCost() {}

  static void service(PlannedResource service, Bill bill) {
    JsonNode template = service.at("/template/0");
    JsonNode limits = template.at("/containers/0/resources/0/limits");
    // What Cloud Run gives a container that asks for nothing
    // (cloud.google.com/run/docs/configuring).
    Optional<BigDecimal> cpus = cpus(limits.path("cpu").asText("1000m"));
    Optional<BigDecimal> memory = memoryGib(limits.path("memory").asText("512Mi"));
    JsonNode scaling = template.at("/scaling/0");
    int least = scaling.path("min_instance_count").asInt();
    int most = scaling.path("max_instance_count").asInt();
    if (cpus.isEmpty() || memory.isEmpty() || most == 0) {
      bill.notPriced(
          service.address(), "instances", "their size, or how many there may be, is not known");
      return;
    }
    Range seconds = Range.of(least, most).times(Hours.A_MONTH.multiply(Hours.SECONDS));
    bill.add(
        new Bill.Line(
            service.address(),
            "instances",
            CostReport.Per.MONTH,
            service.region(),
            "%d to %d of %s vCPU, %s GiB, as long as they work"
                .formatted(least, most, cpus.get().toPlainString(), memory.get().toPlainString())),
        List.of(
            new Bill.Part(Rate.CLOUD_RUN_VCPU_SECOND, seconds.times(cpus.get())),
            new Bill.Part(Rate.CLOUD_RUN_MEMORY_GIB_SECOND, seconds.times(memory.get()))));
  }

  private static Optional<BigDecimal> cpus(String text) {
    Matcher cpu = CPU.matcher(text);
    return cpu.matches()
        ? Optional.of(
            new BigDecimal(cpu.group(1))
                .movePointLeft(cpu.group(2).isEmpty() ? 0 : 3)
                .stripTrailingZeros())
        : Optional.empty();
  }

  private static Optional<BigDecimal> memoryGib(String text) {
    Matcher memory = MEMORY.matcher(text);
    if (!memory.matches()) {
      return Optional.empty();
    }
    BigDecimal amount = new BigDecimal(memory.group(1));
    return Optional.of(
        memory.group(2).equals("Gi") ? amount : amount.divide(BigDecimal.valueOf(1_024)));
  }
}
