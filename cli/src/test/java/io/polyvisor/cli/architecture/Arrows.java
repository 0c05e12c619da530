package io.polyvisor.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.polyvisor.cli.architecture.House.API;
import static io.polyvisor.cli.architecture.House.APPLY;
import static io.polyvisor.cli.architecture.House.CHECK;
import static io.polyvisor.cli.architecture.House.CLI;
import static io.polyvisor.cli.architecture.House.CORE;
import static io.polyvisor.cli.architecture.House.ERROR;
import static io.polyvisor.cli.architecture.House.FAILOVER;
import static io.polyvisor.cli.architecture.House.KVM;
import static io.polyvisor.cli.architecture.House.LIBVIRT;
import static io.polyvisor.cli.architecture.House.MEMORY;
import static io.polyvisor.cli.architecture.House.MODEL;
import static io.polyvisor.cli.architecture.House.PLACEMENT;
import static io.polyvisor.cli.architecture.House.PLAN;
import static io.polyvisor.cli.architecture.House.SEARCH;
import static io.polyvisor.cli.architecture.House.SPI;
import static io.polyvisor.cli.architecture.House.TCK;
import static io.polyvisor.cli.architecture.House.TESTBED;
import static io.polyvisor.cli.architecture.House.VSPHERE;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Who may know whom. Each rule has a class in {@code wrong} packages that breaks it. */
final class Arrows {
    private static final String[] THE_API = {API, MODEL, ERROR, SPI, CORE};

    /** Its transport resends what was lost, its parser fetches what replies name, its object layer loses what failed. */
    private static final DescribedPredicate<JavaClass> YAVIJAVA_BEYOND_ITS_TYPES = resideInAnyPackage(
                    "com.vmware.vim25.mo..",
                    "com.vmware.vim25.mox..",
                    "com.vmware.vim25.util..",
                    "com.vmware.vim..",
                    "org.doublecloud..")
            .or(resideInAPackage("com.vmware.vim25.ws..")
                    .and(not(simpleName("Client")))
                    .and(not(simpleName("Argument")))
                    .and(not(simpleName("Argument[]"))));

    /** The records of plans are no code that could be wrong; everything beside them is. */
    private static final DescribedPredicate<JavaClass> MAKES_ANSWERS_OR_PLANS = resideInAnyPackage(SEARCH, FAILOVER)
            .or(resideInAPackage(PLAN).and(not(within("Action", "Condition", "Pace", "Plan", "Step"))))
            .or(simpleName("Placer"));

    private Arrows() {}

    private static DescribedPredicate<JavaClass> within(String... names) {
        Set<String> records = Set.of(names);
        return DescribedPredicate.describe("within one of " + records, each -> {
            String name = each.getName().substring(each.getPackageName().length() + 1);
            return records.contains(name.split("\\$", 2)[0]);
        });
    }

    static Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        withinApi(rules);
        betweenModules(rules);
        placement(rules);
        libraries(rules);
        return rules;
    }

    private static void withinApi(Map<String, ArchRule> rules) {
        rules.put(
                "api knows the JDK and itself alone",
                classes()
                        .that()
                        .resideInAnyPackage(THE_API)
                        .should()
                        .onlyDependOnClassesThat(
                                resideInAnyPackage("java..", "org.jspecify..", API, MODEL, ERROR, SPI, CORE)));
        rules.put(
                "model knows nothing but itself",
                classes()
                        .that()
                        .resideInAPackage(MODEL)
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", MODEL)));
        rules.put(
                "error knows model",
                noClasses()
                        .that()
                        .resideInAPackage(ERROR)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(API, SPI, CORE)));
        rules.put(
                "spi knows neither the core nor handles, Access apart",
                noClasses()
                        .that()
                        .resideInAPackage(SPI)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(API, CORE).and(not(simpleName("Access")))));
        rules.put(
                "of the handles only the entry point knows the core",
                noClasses()
                        .that()
                        .resideInAPackage(API)
                        .and()
                        .doNotHaveSimpleName("Polyvisor")
                        .should()
                        .dependOnClassesThat(resideInAPackage(CORE)));
        rules.put(
                "the core is known to api alone",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(THE_API)
                        .should()
                        .dependOnClassesThat(resideInAPackage(CORE)));
    }

    private static void betweenModules(Map<String, ArchRule> rules) {
        rules.put(
                "memory knows api alone",
                noClasses()
                        .that()
                        .resideInAPackage(MEMORY)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(LIBVIRT, KVM, VSPHERE, PLACEMENT, APPLY, TCK, TESTBED, CLI)));
        rules.put(
                "libvirt knows api alone",
                noClasses()
                        .that()
                        .resideInAPackage(LIBVIRT)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(MEMORY, KVM, VSPHERE, PLACEMENT, APPLY, TCK, TESTBED, CLI)));
        rules.put(
                "kvm knows api and libvirt alone",
                noClasses()
                        .that()
                        .resideInAPackage(KVM)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(MEMORY, VSPHERE, PLACEMENT, APPLY, TCK, TESTBED, CLI)));
        rules.put(
                "vsphere knows api alone",
                noClasses()
                        .that()
                        .resideInAPackage(VSPHERE)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(MEMORY, LIBVIRT, KVM, PLACEMENT, APPLY, TCK, TESTBED, CLI)));
        rules.put(
                "vsphere is known to nobody: it is found by its scheme",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(VSPHERE)
                        .should()
                        .dependOnClassesThat(resideInAPackage(VSPHERE)));
        rules.put(
                "tck knows api and the reference model alone",
                noClasses()
                        .that()
                        .resideInAPackage(TCK)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(LIBVIRT, KVM, VSPHERE, PLACEMENT, APPLY, TESTBED, CLI)));
        rules.put(
                "testbed never knows the backends that it serves",
                noClasses()
                        .that()
                        .resideInAPackage(TESTBED)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(LIBVIRT, KVM, VSPHERE, MEMORY, PLACEMENT, APPLY, CLI)));
        rules.put(
                "nobody knows the command line",
                noClasses().that().resideOutsideOfPackage(CLI).should().dependOnClassesThat(resideInAPackage(CLI)));
        rules.put(
                "the command line reaches backends through api alone",
                noClasses()
                        .that()
                        .resideInAPackage(CLI)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(MEMORY, LIBVIRT, KVM, VSPHERE)));
    }

    private static void placement(Map<String, ArchRule> rules) {
        rules.put(
                "placement knows api's records and the JDK alone",
                classes()
                        .that()
                        .resideInAPackage(PLACEMENT)
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", MODEL, PLACEMENT)));
        rules.put(
                "the checker shares no code with what it checks",
                noClasses().that().resideInAPackage(CHECK).should().dependOnClassesThat(MAKES_ANSWERS_OR_PLANS));
        rules.put(
                "what makes answers and plans does not ask the checker",
                noClasses()
                        .that()
                        .resideInAnyPackage(SEARCH, FAILOVER, PLAN)
                        .should()
                        .dependOnClassesThat(resideInAPackage(CHECK)));
        rules.put(
                "apply knows api, placement, Jackson and its YAML parser alone",
                classes()
                        .that()
                        .resideInAPackage(APPLY)
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "org.jspecify..",
                                "com.fasterxml.jackson..",
                                "org.yaml.snakeyaml..",
                                API,
                                MODEL,
                                ERROR,
                                PLACEMENT,
                                APPLY)));
    }

    private static void libraries(Map<String, ArchRule> rules) {
        rules.put(
                "libvirt's library stays in libvirt",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(LIBVIRT)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("org.libvirt..", "com.sun.jna..")));
        rules.put(
                "yavijava's types stay in vsphere",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(VSPHERE)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("com.vmware..", "org.doublecloud..")));
        rules.put(
                "vsphere takes yavijava's types and stubs, never its transport, object layer or tools",
                noClasses().that().resideInAPackage(VSPHERE).should().dependOnClassesThat(YAVIJAVA_BEYOND_ITS_TYPES));
        rules.put(
                "log4j and SLF4J are there for yavijava alone",
                noClasses().should().dependOnClassesThat(resideInAnyPackage("org.apache.log4j..", "org.slf4j..")));
        rules.put("no Guice and no Guava", noClasses().should().dependOnClassesThat(resideInAPackage("com.google..")));
        rules.put(
                "JUnit only at the TCK's front door",
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName("io.polyvisor.tck.TckJUnit")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("org.junit..", "junit..", "org.opentest4j..")));
        rules.put(
                "picocli only in the command line",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(CLI)
                        .should()
                        .dependOnClassesThat(resideInAPackage("picocli..")));
        rules.put(
                "Jackson only in apply and in the command line",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(CLI, APPLY)
                        .should()
                        .dependOnClassesThat(resideInAPackage("com.fasterxml..")));
    }
}
