package carnet.benchmarks.pi;

/**
 * What a Pi has used since it was made.
 *
 * @param processorMicros processor time of this machine, of all its processes, ended ones included
 * @param peakResidentBytes the highest memory of each process that runs now, added up
 * @param sentBytes through its link, headers included
 * @param receivedBytes through its link, headers included
 * @param writtenBytes what the processes that run now caused to be sent to the disk
 */
record PiUsage(long processorMicros, long peakResidentBytes, long sentBytes, long receivedBytes, long writtenBytes) {}
