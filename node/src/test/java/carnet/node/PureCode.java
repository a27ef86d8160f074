package carnet.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * What pure code must not touch: the same input gives the same output on every node, in every run, on every machine. The
 * same text stands in each module that has pure code.
 */
final class PureCode {
    private static final List<String> OUTSIDE_PACKAGES = List.of(
            "java.net.",
            "java.nio.file.",
            "java.nio.channels.",
            "java.util.concurrent.",
            "java.time.",
            "java.util.logging.");

    private static final List<String> OUTSIDE_CLASSES = List.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.util.Timer",
            "java.util.Date",
            "java.util.Calendar",
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.security.SecureRandom",
            "java.util.SplittableRandom",
            "java.util.random.RandomGeneratorFactory",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable");

    private static final List<String> OUTSIDE_CALLS = List.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.UUID.randomUUID",
            "java.util.Set.of",
            "java.util.Set.copyOf",
            "java.util.Map.of",
            "java.util.Map.copyOf",
            "java.util.Map.ofEntries",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toMap",
            "java.util.stream.Collectors.groupingBy",
            "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Collectors.toUnmodifiableMap",
            "java.util.random.RandomGenerator.of",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.Objects.toIdentityString");

    private PureCode() {}

    /** No clock, thread, socket, file, unseeded randomness or order that differs from run to run in these packages. */
    static ArchRule in(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe("reach outside the program", PureCode::isOutside))
                .orShould()
                .accessTargetWhere(DescribedPredicate.describe("they differ from run to run", PureCode::isUnsteady))
                .allowEmptyShould(true);
    }

    private static boolean isOutside(JavaClass used) {
        String name = used.getName();
        return OUTSIDE_CLASSES.contains(name) || OUTSIDE_PACKAGES.stream().anyMatch(name::startsWith);
    }

    private static boolean isUnsteady(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String call = owner + "." + access.getName();
        return OUTSIDE_CALLS.contains(call)
                || (owner.equals("java.lang.System") && !access.getName().equals("arraycopy"))
                || access.getName().equals("parallelStream")
                || (owner.startsWith("java.util.stream.") && access.getName().equals("parallel"))
                || isUnseeded(access);
    }

    /** A Random without a seed, a shuffle without a Random. */
    private static boolean isUnseeded(JavaAccess<?> access) {
        String target = access.getTarget().getFullName();
        return target.equals("java.util.Random.<init>()")
                || target.equals("java.util.Collections.shuffle(java.util.List)");
    }
}
