// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds docs/compatibility.md against the operations, the fields and the tests there are. */
final class CompatibilityDocumentTest {

  private static final String API = "/2016-08-15";
  private static final String STATE = "done([:;,] .+| for .+)?|(partial|refused): .+";

  /** Tests of one module, which is named where it is not metadata-service. */
  private static final Pattern TESTS =
      Pattern.compile("(`\\w+`(?: and `\\w+`)*)(?: of ([a-z-]+))?(?:, |$)");

  private static final Pattern TEST = Pattern.compile("`(\\w+)`");

  /** The cells of all rows, without what stands at their heads. */
  private static List<List<String>> rows;

  private static JavaClasses classes;

  @BeforeAll
  static void read() throws IOException {
    var lines = Files.readAllLines(SourceTree.root().resolve("docs/compatibility.md"));
    rows = new ArrayList<>();
    for (int i = 0; i < lines.size() - 1; i++) {
      if (lines.get(i).startsWith("| ") && !lines.get(i + 1).startsWith("|---")) {
        rows.add(List.of(lines.get(i).replaceAll("^\\| | \\|$", "").split(" \\| ")));
      }
    }
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.kafunc");
  }

  @Test
  void hasARowForEveryOperation() {
    // when
    var operations = operations().toList();
    // then
    assertThat(operations).contains("CreateService", "InvokeFunction");
    assertThat(operations).allMatch(operation -> isNamed("\\b" + operation + "\\b"), "is named");
  }

  @Test
  void hasARowForEveryFieldOfARequestOrAnAnswer() {
    // when
    var fields =
        classes.stream()
            .filter(type -> type.isRecord() && type.isTopLevelClass())
            .filter(type -> type.getPackageName().startsWith("io.kafunc.metadata"))
            .filter(type -> type.getSimpleName().matches(".*(Answer|Body)"))
            .flatMap(type -> Stream.of(type.reflect().getRecordComponents()))
            .map(CompatibilityDocumentTest::field)
            .collect(Collectors.toSet());
    // then
    assertThat(fields).contains("memorySize", "additionalVersionWeight");
    assertThat(fields).allMatch(field -> isNamed("`" + field + "`"), "is named");
  }

  @Test
  void saysHowFarEachIsAndWhyNotFurther() {
    assertThat(rows.stream().filter(row -> row.size() == 3))
        .isNotEmpty()
        .allMatch(row -> row.get(1).matches(STATE), "has a state");
  }

  @Test
  void namesTestsThatAre() throws IOException {
    for (var row : rows) {
      var tests = TESTS.matcher(row.getLast());
      int end = 0;
      while (tests.find()) {
        assertThat(tests.start()).as(row.toString()).isEqualTo(end);
        end = tests.end();
        var module = Optional.ofNullable(tests.group(2)).orElse("metadata-service");
        assertThat(TEST.matcher(tests.group(1)).results().map(test -> test.group(1)))
            .as("of " + module)
            .isSubsetOf(testsOf(module));
      }
      assertThat(end).as(row.toString()).isEqualTo(row.getLast().length()).isPositive();
    }
  }

  private static Stream<String> operations() {
    return classes.stream()
        .filter(type -> type.isAnnotatedWith(Controller.class))
        .map(JavaClass::reflect)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> route(method).filter(path -> path.startsWith(API)).isPresent())
        .map(Method::getName)
        .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1));
  }

  /** The path of a method that answers requests. */
  private static Optional<String> route(Method method) {
    var controller = method.getDeclaringClass().getAnnotation(Controller.class).value();
    return Stream.of(method.getAnnotations())
        .filter(each -> each.annotationType().isAnnotationPresent(HttpMethodMapping.class))
        .map(each -> (controller + value(each)).replace("//", "/"))
        .findFirst();
  }

  private static String value(Annotation annotation) {
    try {
      return (String) annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String field(RecordComponent component) {
    var spelled = component.getAccessor().getAnnotation(JsonProperty.class);
    return spelled == null ? component.getName() : spelled.value();
  }

  private static boolean isNamed(String what) {
    var pattern = Pattern.compile(what);
    return rows.stream().anyMatch(row -> pattern.matcher(row.getFirst()).find());
  }

  private static List<String> testsOf(String module) throws IOException {
    var tests = SourceTree.root().resolve(module).resolve("src/test");
    return SourceTree.javaFiles().stream()
        .filter(file -> file.startsWith(tests))
        .map(Path::getFileName)
        .map(name -> name.toString().replace(".java", ""))
        .toList();
  }
}
