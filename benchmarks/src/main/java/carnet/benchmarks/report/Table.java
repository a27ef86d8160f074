package carnet.benchmarks.report;

import java.util.List;

/**
 * What stands under a picture.
 *
 * @param columns their names
 * @param rows the cells of each, as many as columns
 */
record Table(List<String> columns, List<List<String>> rows) {}
