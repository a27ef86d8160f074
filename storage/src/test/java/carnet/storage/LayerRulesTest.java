package carnet.storage;

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
            .importPackages("carnet.storage");

    @Test
    void knowsNoModuleAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("carnet.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("carnet.node..", "carnet.cli..", "carnet.benchmarks..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("carnet.storage.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
