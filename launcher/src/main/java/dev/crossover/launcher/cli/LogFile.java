package dev.crossover.launcher.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.crossover.engine.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The launcher's log file, known only once the settings are read. */
final class LogFile {
  private static final String PATTERN =
      "time=%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\",UTC} level=%level thread=%thread logger=%logger{0}"
          + " %msg%n";

  private LogFile() {}

  /** Appends every log line, stack traces included, to {@code file} from now on. */
  static void append(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(file.toString()) != null) {
      return;
    }
    create(file);
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context));
    appender.start();
    root.addAppender(appender);
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }

  /** The appender would make it for everybody to read. */
  private static void create(Path file) {
    try {
      PrivateFiles.create(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the log " + file, e);
    }
  }

  /** Shows only {@code level} and above on the terminal. */
  static void onTerminal(Level level) {
    Appender<ILoggingEvent> console = terminal();
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(level.toString());
    filter.start();
    console.clearAllFilters();
    console.addFilter(filter);
  }

  /** As {@link #onTerminal}, where there is no log file: with stack traces. */
  static void onlyOnTerminal(Level level) {
    onTerminal(level);
    if (terminal() instanceof OutputStreamAppender<ILoggingEvent> console) {
      console.setEncoder(encoder((LoggerContext) LoggerFactory.getILoggerFactory()));
    }
  }

  private static Appender<ILoggingEvent> terminal() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
  }
}
