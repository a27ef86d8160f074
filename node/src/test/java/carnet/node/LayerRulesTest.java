package carnet.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** One chain of modules: crypto, consensus, storage, node, cli; each knows those before it only. */
class LayerRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("carnet.node");

    @Test
    void knowsNoModuleAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("carnet.node..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("carnet.cli..", "carnet.benchmarks..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("carnet.node.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theCoreAndItsMessagesArePure() {
        PureCode.in("carnet.node.core..", "carnet.node.wire..").check(CLASSES);
    }

    @Test
    void theCoreKnowsNoShell() {
        noClasses()
                .that()
                .resideInAnyPackage("carnet.node.core..", "carnet.node.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "carnet.node.net..",
                        "carnet.node.http..",
                        "carnet.node.run..",
                        "carnet.node.app..",
                        "carnet.node.service..",
                        "io.netty..",
                        "org.rocksdb..",
                        "com.fasterxml..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
