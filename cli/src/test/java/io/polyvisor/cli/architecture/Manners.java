package io.polyvisor.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static io.polyvisor.cli.architecture.House.CLI;
import static io.polyvisor.cli.architecture.House.KVM;
import static io.polyvisor.cli.architecture.House.LIBVIRT;
import static io.polyvisor.cli.architecture.House.PLACEMENT;
import static io.polyvisor.cli.architecture.House.VSPHERE;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How code behaves in this house. */
final class Manners {
    /** Each changes the whole JVM, which belongs to the embedder. */
    private static final Map<String, Set<String>> JVM_WIDE = Map.of(
            "java.lang.System", Set.of("setProperty", "setProperties", "clearProperty", "setOut", "setErr", "exit"),
            "java.lang.Thread", Set.of("setDefaultUncaughtExceptionHandler"),
            "java.util.Locale", Set.of("setDefault"),
            "java.util.TimeZone", Set.of("setDefault"),
            "java.net.Authenticator", Set.of("setDefault"),
            "java.net.ProxySelector", Set.of("setDefault"),
            "javax.net.ssl.SSLContext", Set.of("setDefault"),
            "javax.net.ssl.HttpsURLConnection", Set.of("setDefaultHostnameVerifier", "setDefaultSSLSocketFactory"),
            "java.security.Security", Set.of("setProperty", "addProvider", "insertProviderAt"));

    private static final Map<String, Set<String>> UNFORESEEN = Map.of(
            "java.lang.System", Set.of("currentTimeMillis", "nanoTime", "identityHashCode", "getenv", "getProperty"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.Collections", Set.of("shuffle"),
            "java.util.Collection", Set.of("parallelStream"));

    private static final DescribedPredicate<JavaClass> NULL_MARKED = DescribedPredicate.describe(
            "be in a package that is @NullMarked",
            each -> each.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"));

    private Manners() {}

    static Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "names explain themselves",
                noClasses()
                        .should()
                        .haveSimpleNameEndingWith("Impl")
                        .orShould()
                        .haveSimpleNameEndingWith("Manager")
                        .orShould()
                        .haveSimpleNameEndingWith("Helper")
                        .orShould()
                        .haveSimpleNameEndingWith("Util")
                        .orShould()
                        .haveSimpleNameEndingWith("Utils")
                        .orShould()
                        .haveSimpleNameEndingWith("Base"));
        rules.put(
                "nobody prints, and the command line prints on its pages",
                noClasses().should(GeneralCodingRules.ACCESS_STANDARD_STREAMS));
        rules.put(
                "only the command line changes what belongs to the whole JVM",
                noClasses().that().resideOutsideOfPackage(CLI).should(ArchConditions.callMethodWhere(jvmWide())));
        rules.put(
                "logging is System.Logger's; the command line says where it goes",
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName("io.polyvisor.cli.Logging")
                        .and()
                        .doNotHaveFullyQualifiedName("io.polyvisor.cli.Logging$OneLine")
                        .should()
                        .dependOnClassesThat(resideInAPackage("java.util.logging..")));
        rules.put(
                "no method says that it throws just anything",
                noMethods()
                        .that()
                        .doNotHaveModifier(JavaModifier.SYNTHETIC)
                        .should()
                        .declareThrowableOfType(Exception.class));
        rules.put("nothing is finalized", noMethods().should().haveName("finalize"));
        rules.put(
                "the word domain stays in libvirt's code",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(LIBVIRT, KVM)
                        .should()
                        .haveSimpleNameContaining("Domain"));
        rules.put(
                "kvm has one public type",
                classes()
                        .that()
                        .resideInAPackage(KVM)
                        .and()
                        .doNotHaveSimpleName("KvmProvider")
                        .should()
                        .notBePublic());
        rules.put(
                "vsphere has one public type",
                classes()
                        .that()
                        .resideInAPackage(VSPHERE)
                        .and()
                        .doNotHaveSimpleName("VsphereProvider")
                        .should()
                        .notBePublic());
        rules.put(
                "null is allowed only where it is said: packages are @NullMarked",
                classes().should(ArchCondition.from(NULL_MARKED)));
        rules.put(
                "fields of public types are constants",
                fields().that().arePublic().should().beFinal());
        rules.put(
                "placement does neither input nor output, and starts no threads",
                noClasses()
                        .that()
                        .resideInAPackage(PLACEMENT)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                        "java.io..",
                                        "java.net..",
                                        "java.nio.file..",
                                        "java.nio.channels..",
                                        "java.util.concurrent..",
                                        "java.util.logging..")
                                .or(simpleName("Thread"))));
        rules.put(
                "placement asks neither the clock nor chance",
                noClasses().that().resideInAPackage(PLACEMENT).should(ArchConditions.callCodeUnitWhere(unforeseen())));
        // libvirt's library and its event loop exist once in a process, whoever asks for them first.
        rules.put(
                "no state is shared by all of the JVM, libvirt's own apart",
                fields().that()
                        .areStatic()
                        .and()
                        .doNotHaveModifier(JavaModifier.SYNTHETIC)
                        .and()
                        .areNotDeclaredIn("io.polyvisor.libvirt.NativeLibraries")
                        .and()
                        .areNotDeclaredIn("io.polyvisor.libvirt.ProcessWide")
                        .should()
                        .beFinal());
        return rules;
    }

    private static DescribedPredicate<JavaMethodCall> jvmWide() {
        return DescribedPredicate.describe("changes the whole JVM", call -> {
            AccessTarget target = call.getTarget();
            JavaClass owner = target.getOwner();
            return JVM_WIDE.getOrDefault(owner.getName(), Set.of()).contains(target.getName());
        });
    }

    /** Whatever makes two runs differ. */
    private static DescribedPredicate<JavaCall<?>> unforeseen() {
        return DescribedPredicate.describe("differs from run to run", call -> {
            AccessTarget target = call.getTarget();
            String owner = target.getOwner().getName();
            boolean unseeded = target.getName().equals("<init>")
                    && call.getTarget().getRawParameterTypes().isEmpty()
                    && Set.of("java.util.Random", "java.util.SplittableRandom").contains(owner);
            boolean now = owner.startsWith("java.time.") && target.getName().equals("now");
            return unseeded || now || UNFORESEEN.getOrDefault(owner, Set.of()).contains(target.getName());
        });
    }
}
