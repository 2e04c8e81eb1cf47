package dev.crossover.launcher.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How much is moved, which no plan of Terraform knows.
 *
 * @param rowsGib the source's rows, in GiB
 * @param changesGib what the source changes in a month, in GiB
 */
public record Volumes(Optional<BigDecimal> rowsGib, Optional<BigDecimal> changesGib) {}
