package io.polyvisor.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What only the sources of all modules tell: sizes, comments, and errors that are swallowed. */
final class SourceTest {
    private static final int LONGEST_FILE = 500;
    private static final int LONGEST_METHOD = 40;

    /** Tables: one row after another, with nothing to follow. Rules of the TCK are such tables, too. */
    private static final Set<String> TABLES = Set.of(
            "PolyvisorException.java of",
            "SpiNames.java of",
            "KvmDeclaration.java subtractions",
            "VsphereVerbs.java <init>");

    private static final Pattern LEFTOVERS = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|@author");

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .toList();
            assertThat(found).hasSizeGreaterThan(350);
            return found;
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

    @Test
    void no_file_is_long() {
        assertThat(sources())
                .allSatisfy(file -> assertThat(text(file).lines().count())
                        .as(file.toString())
                        .isLessThanOrEqualTo(LONGEST_FILE));
    }

    @Test
    void nothing_is_left_for_later_and_nobody_signs() {
        assertThat(sources())
                .allSatisfy(file -> assertThat(LEFTOVERS.matcher(text(file)).find())
                        .as(file.toString())
                        .isFalse());
    }

    @Test
    void no_method_is_long_no_error_is_swallowed_and_public_types_say_what_they_promise() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            Faults faults = new Faults(DocTrees.instance(task));
            int types = 0;
            for (CompilationUnitTree unit : task.parse()) {
                faults.scan(unit, null);
                types += unit.getTypeDecls().size();
            }
            assertThat(types).isGreaterThan(350);
            assertThat(faults.found).isEmpty();
        }
    }

    /** Collects what is wrong, by file and line. */
    private static final class Faults extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final List<String> found = new ArrayList<>();

        Faults(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long lines = line(end(method)) - line(start(method)) + 1;
            if (lines > LONGEST_METHOD && !isTable(method)) {
                fault(method, method.getName() + " has " + lines + " lines");
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitCatch(CatchTree caught, Void nothing) {
            if (caught.getBlock().getStatements().isEmpty()) {
                fault(caught, "an error is swallowed");
            }
            return super.visitCatch(caught, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            boolean topLevel = getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
            boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (topLevel && isPublic && trees.getDocCommentTree(getCurrentPath()) == null) {
                fault(type, type.getSimpleName() + " promises nothing");
            }
            return super.visitClass(type, null);
        }

        private boolean isTable(MethodTree method) {
            Path file = Path.of(unit().getSourceFile().getName());
            return file.toString().contains("/tck/rules/")
                    || TABLES.contains(file.getFileName() + " " + method.getName());
        }

        private CompilationUnitTree unit() {
            return getCurrentPath().getCompilationUnit();
        }

        private long start(Tree tree) {
            return trees.getSourcePositions().getStartPosition(unit(), tree);
        }

        private long end(Tree tree) {
            return trees.getSourcePositions().getEndPosition(unit(), tree);
        }

        private long line(long position) {
            return unit().getLineMap().getLineNumber(position);
        }

        private void fault(Tree where, String what) {
            found.add(unit().getSourceFile().getName() + ":" + line(start(where)) + ": " + what);
        }
    }
}
