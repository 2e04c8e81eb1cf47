package dev.crossover.launcher.real;

import dev.crossover.sources.postgresql.TestProxy;
import dev.crossover.sources.postgresql.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** What can become of the source's server, and of the way to it. */
enum SourceFault {
  STOPPED {
    @Override
    void strike(TestServer server, TestProxy network) {
      server.stop();
    }
  },
  RESTARTED {
    @Override
    void strike(TestServer server, TestProxy network) {
      server.stop();
      try {
        server.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  CUT_OFF {
    @Override
    void strike(TestServer server, TestProxy network) {
      network.cut();
    }
  },
  SLOW {
    @Override
    void strike(TestServer server, TestProxy network) {
      network.slow(Duration.ofMillis(15));
    }
  },
  STANDS_STILL {
    @Override
    void strike(TestServer server, TestProxy network) {
      server.standStill();
    }
  };

  /** From now on, until {@link #end}. */
  abstract void strike(TestServer server, TestProxy network);

  /** Server and network are as before. */
  static void end(TestServer server, TestProxy network) throws IOException {
    network.heal();
    server.goOn();
    server.start();
  }
}
