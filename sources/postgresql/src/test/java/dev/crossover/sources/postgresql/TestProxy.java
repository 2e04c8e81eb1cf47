package dev.crossover.sources.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The network between a client and a server on 127.0.0.1, which can be made to carry nothing, or to
 * carry it late. Nothing is lost in it: what was sent meanwhile arrives when it is healed.
 */
public final class TestProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private boolean cut;
  private Duration delay = Duration.ZERO;

  private TestProxy(ServerSocket door, int server) {
    this.door = door;
    this.server = server;
  }

  /** A way to the server that listens on a port. */
  public static TestProxy to(int server) {
    try {
      TestProxy proxy =
          new TestProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
      daemon(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /** From now on nothing comes through, and nobody is told. */
  public synchronized void cut() {
    cut = true;
  }

  /** From now on every piece takes this much longer. */
  public synchronized void slow(Duration more) {
    delay = more;
  }

  /** From now on everything comes through again. */
  public synchronized void heal() {
    cut = false;
    delay = Duration.ZERO;
    notifyAll();
  }

  private synchronized void await() throws InterruptedException {
    long due = System.nanoTime() + delay.toNanos();
    long left = delay.toMillis();
    while (cut || (left > 0 && !delay.isZero())) {
      wait(cut ? 0 : left);
      left = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        sockets.add(client);
        connect(client);
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
      sockets.add(behind);
      daemon(() -> carry(client, behind));
      daemon(() -> carry(behind, client));
    } catch (IOException nobodyListens) {
      client.close();
    }
  }

  private void carry(Socket from, Socket to) {
    try (to) {
      byte[] buffer = new byte[8192];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count = in.read(buffer);
      while (count >= 0) {
        await();
        out.write(buffer, 0, count);
        out.flush();
        count = in.read(buffer);
      }
      await();
    } catch (IOException closed) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    heal();
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
