package carnet.cli;

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
            .importPackages("carnet.cli");

    @Test
    void knowsNoModuleAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("carnet.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("carnet.benchmarks..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("carnet.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void readsNoStorage() {
        noClasses()
                .that()
                .resideInAPackage("carnet.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("carnet.storage..", "carnet.node.core..", "org.rocksdb..")
                .check(CLASSES);
    }
}
