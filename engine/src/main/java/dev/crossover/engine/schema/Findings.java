package dev.crossover.engine.schema;

import java.util.ArrayList;
import java.util.List;

/** Collects what planning finds, in the order it is found. */
public final class Findings {
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  public void refuse(String subject, String found, String allowed, String remedy) {
    refusals.add(new Refusal(subject, found, allowed, remedy));
  }

  public void note(Note.Kind kind, String subject, String text) {
    notes.add(new Note(kind, subject, text));
  }

  public List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  public List<Note> notes() {
    return List.copyOf(notes);
  }
}
