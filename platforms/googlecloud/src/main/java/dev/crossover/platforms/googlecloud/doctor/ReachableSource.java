package dev.crossover.platforms.googlecloud.doctor;

import dev.crossover.contract.SourceShard;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The source's servers take connections from this machine: its commands read and fence them. */
record ReachableSource(Collection<SourceShard> databases, Duration patience) implements Check {
  @Override
  public String name() {
    return "source-network";
  }

  @Override
  public List<Finding> look() {
    return databases.stream().map(this::look).toList();
  }

  private Finding look(SourceShard database) {
    String where = database.host() + ":" + database.port();
    try {
      connect(database);
      return Finding.pass(this, where + " answers from here");
    } catch (IOException e) {
      return Finding.fail(
          this,
          "%s does not answer from here: %s".formatted(where, e.getMessage()),
          "open its firewall for this machine, or run the launcher where it is reached, such as on"
              + " a machine of the network that google_cloud.network names");
    }
  }

  /** Any of its addresses is enough. */
  private void connect(SourceShard database) throws IOException {
    IOException failed = new IOException("it has no address");
    for (InetAddress address : InetAddress.getAllByName(database.host())) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, database.port()), (int) patience.toMillis());
        return;
      } catch (IOException e) {
        failed = e;
      }
    }
    throw failed;
  }
}
