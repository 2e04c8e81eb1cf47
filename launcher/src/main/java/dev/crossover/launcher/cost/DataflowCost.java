package dev.crossover.launcher.cost;

import dev.crossover.contract.ResourceNames;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What workers cost: a live job by the month, a bulk job by the hour, for it ends. */
final class DataflowCost {
  private DataflowCost() {}

  static void job(PlannedResource job, Bill bill) {
    String machine = job.at("/machine_type").asText();
    Optional<MachineSize> size = MachineSize.of(machine);
    int least = job.at("/num_workers").asInt();
    int most = job.at("/max_workers").asInt(least);
    if (size.isEmpty() || least == 0 || job.stack().isEmpty()) {
      bill.notPriced(
          job.address(),
          "workers",
          "their number, their size or the kind of job is not known: %d of %s"
              .formatted(least, machine));
    } else {
      workers(job, size.get(), Range.of(least, most), bill);
    }
    bill.notPriced(
        job.address(),
        "disks, Streaming Engine and Shuffle",
        "they follow the data, which is not in the plan");
  }

  private static void workers(PlannedResource job, MachineSize size, Range workers, Bill bill) {
    boolean live = job.stack().equals(Optional.of(ResourceNames.Stack.LIVE));
    Range running = live ? workers.times(Hours.A_MONTH) : workers;
    bill.add(
        new Bill.Line(
            job.address(),
            "workers",
            live ? CostReport.Per.MONTH : CostReport.Per.HOUR,
            job.region(),
            "%s to %s of %s"
                .formatted(workers.from(), workers.to(), job.at("/machine_type").asText())),
        List.of(
            new Bill.Part(
                live ? Rate.DATAFLOW_STREAMING_VCPU_HOUR : Rate.DATAFLOW_BATCH_VCPU_HOUR,
                running.times(BigDecimal.valueOf(size.cpus()))),
            new Bill.Part(Rate.DATAFLOW_MEMORY_GIB_HOUR, running.times(size.memoryGib()))));
  }
}
