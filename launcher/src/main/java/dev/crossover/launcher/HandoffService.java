package dev.crossover.launcher;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleEndpoints;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.launcher.handoff.EventServer;
import dev.crossover.launcher.handoff.Reply;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.handoff.JobEvent;
import dev.crossover.platforms.googlecloud.handoff.SettingsInBucket;
import dev.crossover.platforms.googlecloud.handoff.UndeliverableEvents;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The launcher as the service of the handoff stack. What a wiring has is for one thread, so each
 * event has one of its own.
 *
 * @param rooms which source, target and platform there are
 */
public record HandoffService(
    Settings settings, Path settingsDirectory, Map<String, String> process, Rooms rooms) {
  private static final Logger LOG = LoggerFactory.getLogger(HandoffService.class);

  /** Where the stack says that events go which nobody may forget. */
  private static final String DEAD_LETTERS = "CROSSOVER_DEAD_LETTER_TOPIC";

  /**
   * @param tfvars the folder of the settings file, on this machine or {@code gs://BUCKET/FOLDER/}
   * @param process the process environment
   * @throws dev.crossover.contract.SettingsException if there are no settings, or wrong ones
   */
  public static HandoffService of(String environment, String tfvars, Map<String, String> process) {
    Path folder =
        SettingsInBucket.isIn(tfvars) ? copied(environment, tfvars, process) : Path.of(tfvars);
    Settings settings = SettingsReader.read(folder, environment);
    ResourceNames.of(settings);
    return new HandoffService(settings, folder, process, Rooms.all());
  }

  private static Path copied(String environment, String tfvars, Map<String, String> process) {
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"), "crossover-settings-" + UUID.randomUUID());
    SettingsInBucket.copy(
        tfvars, environment, folder, Optional.ofNullable(process.get(SettingsInBucket.EMULATOR)));
    return folder;
  }

  /** The service, not started yet. */
  public EventServer server(InetSocketAddress address) {
    return new EventServer(address, this::on, undelivered(), this::isReady);
  }

  private Wiring open() {
    return Wiring.of(settings, settingsDirectory, process, rooms);
  }

  private Reply on(JobEvent event) {
    try (Wiring wiring = open()) {
      return wiring.unattendedHandoff().on(event);
    } catch (CrossoverException e) {
      LOG.warn("event=not_handled reason=\"{}\"", e.getMessage());
      return Reply.again(e.getMessage());
    }
  }

  /** Whether the target answers, where the journal is. */
  private boolean isReady() {
    try (Wiring wiring = open()) {
      wiring.lock().look();
      return true;
    } catch (CrossoverException e) {
      LOG.warn("event=not_ready reason=\"{}\"", e.getMessage());
      return false;
    }
  }

  private EventServer.Undelivered undelivered() {
    String topic = process.get(DEAD_LETTERS);
    if (topic == null) {
      return (body, reason) -> LOG.warn("event=undelivered reason=\"{}\"", reason);
    }
    Optional<String> pubsub =
        settings.googleCloud().map(GoogleCloud::endpoints).flatMap(GoogleEndpoints::pubsub);
    return (body, reason) -> {
      LOG.warn("event=undelivered topic={} reason=\"{}\"", topic, reason);
      try (UndeliverableEvents events =
          new UndeliverableEvents(topic, new ServiceAddress(pubsub))) {
        events.keep(body, reason);
      }
    };
  }
}
