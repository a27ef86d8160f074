package carnet.benchmarks.report;

import java.util.List;

/**
 * A part of the page: a picture with what it says and the numbers in it.
 *
 * @param picture what is drawn
 * @param remarks sentences under it
 * @param table the numbers
 */
record Section(Picture picture, List<String> remarks, Table table) {}
