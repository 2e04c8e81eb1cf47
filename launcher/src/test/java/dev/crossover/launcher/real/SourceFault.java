package dev.crossover.launcher.real;

import dev.crossover.engine.faults.BreakableServer;
import dev.crossover.sources.postgresql.TestProxy;
import java.time.Duration;

/** What can become of the source's server, and of the way to it. */
enum SourceFault {
  STOPPED {
    @Override
    void strike(BreakableServer server, TestProxy network) {
      server.stop();
    }
  },
  RESTARTED {
    @Override
    void strike(BreakableServer server, TestProxy network) {
      server.stop();
      server.start();
    }
  },
  CUT_OFF {
    @Override
    void strike(BreakableServer server, TestProxy network) {
      network.cut();
    }
  },
  SLOW {
    @Override
    void strike(BreakableServer server, TestProxy network) {
      network.slow(Duration.ofMillis(15));
    }
  },
  STANDS_STILL {
    @Override
    void strike(BreakableServer server, TestProxy network) {
      server.standStill();
    }
  };

  /** From now on, until {@link #end}. */
  abstract void strike(BreakableServer server, TestProxy network);

  /** Server and network are as before. */
  static void end(BreakableServer server, TestProxy network) {
    network.heal();
    server.goOn();
    server.start();
  }
}
