package dev.crossover.platforms.googlecloud.client;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.ClientSettings;
import java.net.URI;
import java.util.Optional;

/**
 * Where a service answers.
 *
 * @param url {@code http[s]://HOST[:PORT]} from the settings; empty for the public address. Behind
 *     {@code http://} is an emulator or a fake, which gets no credentials
 */
public record ServiceAddress(Optional<String> url) {
  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;

  /** Whether it is asked in the clear, and by nobody's right. */
  public boolean isPlain() {
    return url.filter(text -> text.startsWith("http://")).isPresent();
  }

  /** The settings of a gRPC client, which will ask here. */
  public <S extends ClientSettings<S>, B extends ClientSettings.Builder<S, B>> B grpc(B settings) {
    url.ifPresent(text -> settings.setEndpoint(hostAndPort(URI.create(text))));
    if (isPlain()) {
      settings.setCredentialsProvider(NoCredentialsProvider.create());
      settings.setTransportChannelProvider(
          InstantiatingGrpcChannelProvider.newBuilder()
              .setEndpoint(hostAndPort(URI.create(url.orElseThrow())))
              .setChannelConfigurator(channel -> channel.usePlaintext())
              .build());
    }
    return settings;
  }

  private static String hostAndPort(URI uri) {
    int standard = uri.getScheme().equals("http") ? PLAIN_PORT : TLS_PORT;
    return uri.getHost() + ":" + (uri.getPort() < 0 ? standard : uri.getPort());
  }
}
