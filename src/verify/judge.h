#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "oracle/protocol.h"
#include "verify/record.h"

namespace warploom::verify {

// The texts of a sample that Warp generates.
struct GeneratedTexts {
  std::string preamble;
  std::string forward;
  std::string backward = {};  // "" where the dataset does not have it, as for `module`.
  std::string module = {};

  bool operator==(const GeneratedTexts&) const = default;
};

// The first line in which what a sample holds differs from what Warp generates, as a sentence;
// "" if nothing differs.
std::string TextDifference(const GeneratedTexts& sample, const GeneratedTexts& warp);

// One kernel of a dataset, as its samples tell it.
struct Subject {
  std::string id;
  std::string spoiled = {};  // Why its samples are not of one kernel; "" if they are.
  std::map<std::string, std::string> differences =
      {};  // TextDifference by target, where there is one.
};

// One record for each check, in their order, from a worker's verdict on the kernel. What ran is
// what Warp generates now, so a sample that holds another text is a MISMATCH on every device.
std::vector<Record> Judge(const Subject& subject, const oracle::Verdict& verdict,
                          std::span<const Check> checks);

}  // namespace warploom::verify
