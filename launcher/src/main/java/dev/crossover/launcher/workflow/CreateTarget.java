package dev.crossover.launcher.workflow;

import com.google.api.gax.longrunning.OperationFuture;
import com.google.cloud.spanner.DatabaseId;
import com.google.cloud.spanner.DatabaseNotFoundException;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.InstanceAdminClient;
import com.google.cloud.spanner.InstanceConfigId;
import com.google.cloud.spanner.InstanceId;
import com.google.cloud.spanner.InstanceInfo;
import com.google.cloud.spanner.InstanceNotFoundException;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.target.TargetDatabase;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Makes the database that will be filled, unless it is there. On an emulator the instance too; on
 * the real service an instance costs money, so somebody else must have made it.
 */
final class CreateTarget {
  private final TargetDatabase target;
  private final boolean emulator;

  CreateTarget(TargetDatabase target, boolean emulator) {
    this.target = target;
    this.emulator = emulator;
  }

  void run() {
    if (!instanceExists()) {
      if (!emulator) {
        throw new TargetException(
            "there is no Spanner instance "
                + target.id().getInstanceId()
                + "; create it, or name another in target.instance");
      }
      await(createInstance(), "instance");
    }
    if (!databaseExists()) {
      DatabaseId id = target.id();
      await(
          target
              .admin()
              .createDatabase(id.getInstanceId().getInstance(), id.getDatabase(), List.of()),
          "database");
    }
  }

  private OperationFuture<?, ?> createInstance() {
    InstanceId id = target.id().getInstanceId();
    return target
        .spanner()
        .getInstanceAdminClient()
        .createInstance(
            InstanceInfo.newBuilder(id)
                .setInstanceConfigId(InstanceConfigId.of(id.getProject(), "emulator-config"))
                .setDisplayName("Crossover")
                .setNodeCount(1)
                .build());
  }

  boolean instanceExists() {
    InstanceAdminClient admin = target.spanner().getInstanceAdminClient();
    try {
      admin.getInstance(target.id().getInstanceId().getInstance());
      return true;
    } catch (InstanceNotFoundException e) {
      return false;
    } catch (SpannerException e) {
      throw failed("look for the instance", e);
    }
  }

  boolean databaseExists() {
    DatabaseId id = target.id();
    try {
      target.admin().getDatabase(id.getInstanceId().getInstance(), id.getDatabase());
      return true;
    } catch (DatabaseNotFoundException e) {
      return false;
    } catch (SpannerException e) {
      throw failed("look for the database", e);
    }
  }

  private void await(OperationFuture<?, ?> operation, String what) {
    try {
      operation.get();
    } catch (ExecutionException e) {
      SpannerException cause = SpannerExceptionFactory.asSpannerException(e.getCause());
      // Somebody else was faster, or the answer to our own first request got lost.
      if (cause.getErrorCode() != ErrorCode.ALREADY_EXISTS) {
        throw failed("create the " + what, cause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while creating the " + what, e);
    }
  }

  private TargetException failed(String what, SpannerException cause) {
    return new TargetException(
        "cannot %s of %s: %s; check target.* and the credentials"
            .formatted(what, target.id(), cause.getMessage()),
        cause);
  }
}
