package dev.crossover.sources.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between a client and a server on 127.0.0.1, which can be made to carry nothing. */
public final class TestProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

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
  public void cut() {
    cut = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        sockets.add(client);
        if (!cut) {
          Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
          sockets.add(behind);
          daemon(() -> carry(client, behind));
          daemon(() -> carry(behind, client));
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!cut) {
          out.write(buffer, 0, count);
          out.flush();
        }
      }
      if (!cut) {
        to.close();
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
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
