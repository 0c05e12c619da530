package io.polyvisor.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Map;

/** The main classes of all modules, as this composition root has them on its class path. */
final class House {
    static final String API = "io.polyvisor";
    static final String MODEL = "io.polyvisor.model..";
    static final String ERROR = "io.polyvisor.error..";
    static final String SPI = "io.polyvisor.spi..";
    static final String CORE = "io.polyvisor.internal..";
    static final String MEMORY = "io.polyvisor.memory..";
    static final String LIBVIRT = "io.polyvisor.libvirt..";
    static final String KVM = "io.polyvisor.kvm..";
    static final String VSPHERE = "io.polyvisor.vsphere..";
    static final String PLACEMENT = "io.polyvisor.placement..";
    static final String SEARCH = "io.polyvisor.placement.search..";
    static final String FAILOVER = "io.polyvisor.placement.failover..";
    static final String PLAN = "io.polyvisor.placement.plan..";
    static final String CHECK = "io.polyvisor.placement.check..";
    static final String APPLY = "io.polyvisor.apply..";
    static final String TCK = "io.polyvisor.tck..";
    static final String TESTBED = "io.polyvisor.testbed..";
    static final String CLI = "io.polyvisor.cli..";

    /** Fewer classes than these mean that a scan missed a module, and that its rules pass for nothing. */
    private static final Map<String, Integer> FEWEST = Map.ofEntries(
            Map.entry("io.polyvisor", 20),
            Map.entry("io.polyvisor.model", 60),
            Map.entry("io.polyvisor.error", 20),
            Map.entry("io.polyvisor.spi", 20),
            Map.entry("io.polyvisor.internal", 40),
            Map.entry("io.polyvisor.memory", 40),
            Map.entry("io.polyvisor.libvirt", 60),
            Map.entry("io.polyvisor.kvm", 20),
            Map.entry("io.polyvisor.vsphere", 100),
            Map.entry("io.polyvisor.placement", 120),
            Map.entry("io.polyvisor.placement.check", 20),
            Map.entry("io.polyvisor.apply", 60),
            Map.entry("io.polyvisor.tck", 60),
            Map.entry("io.polyvisor.testbed", 20),
            Map.entry("io.polyvisor.cli", 60));

    private static final JavaClasses CLASSES = scan();

    private House() {}

    static JavaClasses classes() {
        return CLASSES;
    }

    /** Classes of this module's tests that break each rule once. */
    static JavaClasses broken() {
        return new ClassFileImporter().importPath(Path.of("target/test-classes"));
    }

    private static JavaClasses scan() {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.polyvisor");
        FEWEST.forEach((packageName, fewest) -> assertThat(all.stream()
                        .filter(each -> each.getPackageName().equals(packageName)
                                || (!packageName.equals(API)
                                        && each.getPackageName().startsWith(packageName + ".")))
                        .count())
                .as("classes of " + packageName)
                .isGreaterThanOrEqualTo(fewest));
        return all;
    }
}
