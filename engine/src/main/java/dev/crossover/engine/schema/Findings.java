package dev.crossover.engine.schema;

import java.util.ArrayList;
import java.util.List;

/** Collects what planning finds, in the order it is found. */
final class Findings {
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  void refuse(String subject, String found, String allowed, String remedy) {
    refusals.add(new Refusal(subject, found, allowed, remedy));
  }

  void note(Note.Kind kind, String subject, String text) {
    notes.add(new Note(kind, subject, text));
  }

  List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  List<Note> notes() {
    return List.copyOf(notes);
  }
}
