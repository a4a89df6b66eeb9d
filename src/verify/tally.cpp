#include "verify/tally.h"

namespace warploom::verify {

Tally Count(const std::vector<Record>& records) {
  Tally tally;
  for (const Record& record : records) {
    const Check check{record.target, record.device};
    ++tally.records;
    ++tally.verdicts[check][record.verdict];
    if (record.verdict == kUnsupported) {
      ++tally.unsupported[check][record.detail];
    }
    if (IsFailure(record.verdict)) {
      tally.failures.push_back(record);
    }
  }
  return tally;
}

}  // namespace warploom::verify
