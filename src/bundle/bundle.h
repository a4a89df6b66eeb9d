#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "bundle/manifest.h"
#include "json/value.h"

namespace warploom::bundle {

// A sample's object of the manifest and its files by name, as a worker makes them.
struct SampleFiles {
  json::Value entry;
  std::map<std::string, std::string> files;
};

// The bytes of a bundle. `header` holds the members of the manifest but for the format, its version
// and the samples. kWorker when an entry is none or does not fit its files.
Result<std::string> WriteBundle(const json::Value& header, const std::vector<SampleFiles>& samples);

// A bundle in memory. All that its manifest promises has been checked: each file is there, and no
// place lies outside of its file, buffer or parameter.
class Bundle {
 public:
  const Manifest& manifest() const { return manifest_; }
  std::string_view FileOf(const Sample& sample, std::string_view file) const;
  // The sample's file data.bin.
  std::string_view DataOf(const Sample& sample) const;

 private:
  friend Result<Bundle> ParseBundle(std::string_view bytes);

  std::unique_ptr<const std::string> archive_;
  std::map<std::string, std::string_view, std::less<>> files_;  // Of archive_.
  Manifest manifest_;
};

// kCorrupt, in words that fit behind "reading FILE: ", when the bytes are no bundle.
Result<Bundle> ParseBundle(std::string_view bytes);

}  // namespace warploom::bundle
