package dev.crossover.launcher.faults;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dev.crossover.engine.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The tests of all modules as they are written; not all of them are on the class path of this one.
 */
final class TestSources {
  private static final Set<String> TESTS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "Property");

  private final Path root;
  private final List<FaultRow> rows = new ArrayList<>();

  /** Rows whose test would never run, with the reason. */
  private final List<String> withoutTest = new ArrayList<>();

  TestSources(Path root) throws IOException {
    this.root = root;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<Path> marked = files().stream().filter(file -> text(file).contains("@Fault(")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(marked));
      for (CompilationUnitTree unit : task.parse()) {
        new Reader().scan(unit, null);
      }
    }
  }

  List<FaultRow> rows() {
    return List.copyOf(rows);
  }

  List<String> withoutTest() {
    return List.copyOf(withoutTest);
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(root, 14)) {
      return all.filter(path -> path.toString().contains("/src/test/java/"))
          .filter(path -> path.toString().endsWith(".java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Walks through one file. */
  private final class Reader extends TreeScanner<Void, Void> {
    private ClassTree type;

    @Override
    public Void visitClass(ClassTree entered, Void unused) {
      ClassTree outer = type;
      type = entered;
      super.visitClass(entered, null);
      type = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      Map<String, List<AnnotationTree>> annotations = new HashMap<>();
      for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
        annotations
            .computeIfAbsent(annotation.getAnnotationType().toString(), name -> new ArrayList<>())
            .add(annotation);
      }
      List<AnnotationTree> faults = annotations.getOrDefault("Fault", List.of());
      if (!faults.isEmpty()) {
        String test = type.getSimpleName() + "." + method.getName();
        faults.forEach(fault -> rows.add(FaultRow.of(said(fault), test)));
        requireThatItRuns(test, annotations.keySet());
      }
      return null;
    }

    private void requireThatItRuns(String test, Set<String> annotations) {
      String name = type.getSimpleName().toString();
      if (annotations.stream().noneMatch(TESTS::contains) || annotations.contains("Disabled")) {
        withoutTest.add(test + " is no test that runs");
      }
      boolean contract = name.endsWith("Contract");
      if (!contract && !name.endsWith("Test") && !name.endsWith("IT")) {
        withoutTest.add(test + " is in a class that Maven does not run");
      }
      if (contract
          && files().stream().noneMatch(file -> text(file).contains("extends " + name + " "))) {
        withoutTest.add(test + " is a contract that nothing is held to");
      }
    }
  }

  private static Map<String, String> said(AnnotationTree fault) {
    Map<String, String> said = new HashMap<>();
    for (ExpressionTree argument : fault.getArguments()) {
      AssignmentTree field = (AssignmentTree) argument;
      said.put(field.getVariable().toString(), constant(field.getExpression()));
    }
    return said;
  }

  /** A text, texts that are added up, a constant of {@link Fault} or the name of one of a list. */
  private static String constant(ExpressionTree expression) {
    if (expression instanceof LiteralTree literal) {
      return (String) literal.getValue();
    }
    if (expression.getKind() == Tree.Kind.PLUS) {
      BinaryTree sum = (BinaryTree) expression;
      return constant(sum.getLeftOperand()) + constant(sum.getRightOperand());
    }
    MemberSelectTree name = (MemberSelectTree) expression;
    if (!name.getExpression().toString().equals("Fault")) {
      return name.getIdentifier().toString();
    }
    try {
      return (String) Fault.class.getField(name.getIdentifier().toString()).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no constant of Fault: " + name, e);
    }
  }
}
