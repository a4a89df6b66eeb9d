#pragma once

#include <optional>
#include <string>

#include "base/error.h"

// One function per command. Options are as the user typed them; the commands check them, so that
// every wrong value gives a message of ours rather than the option parser's.
namespace warploom::cli {

// The options for drawing kernels, of all commands that do.
struct DrawArgs {
  std::string count;
  std::string output;
  std::string seed = "0";
  std::string profile = "default";
  std::string categories;
};

struct SynthArgs {
  DrawArgs draw;
  std::optional<std::string> motif;
  bool reference = false;
};

struct GenerateArgs {
  DrawArgs draw;
  std::string targets = "cpu,cuda";
  std::string formats = "json,parquet";
  std::string check = "compile";
  std::string include;
  std::string hold_out;
  std::string workers;
  std::string python;
  bool no_progress = false;
  bool json = false;
};

struct GalleryArgs {
  DrawArgs draw{.count = "40", .output = {}, .seed = "0", .profile = "default", .categories = {}};
  std::string workers;
  std::string python;
  bool no_progress = false;
  bool json = false;
};

struct ShowArgs {
  std::string folder;
  std::string id;
  std::string target;
};

struct AuditArgs {
  std::string folder;
  bool json = false;
};

struct CoverageArgs {
  std::string folder;
  bool left_out = false;
  std::optional<std::string> against;
  std::optional<std::string> missing;
  std::string python;
  bool json = false;
};

struct VerifyArgs {
  std::string folder;
  std::string sample;
  std::string devices;
  std::string seed;
  std::string import_file;
  std::string workers;
  std::string python;
  bool no_progress = false;
  bool json = false;
};

struct BundleArgs {
  std::string folder;
  std::string sample;
  std::string archs = "90";
  std::string seed = "0";
  std::string output;
  std::string workers;
  std::string python;
  bool no_progress = false;
  bool json = false;
};

struct FuzzArgs {
  DrawArgs draw;  // Without a count it runs until it is stopped.
  std::string replay;
  bool gradients = false;
  std::string workers;
  std::string python;
  bool no_progress = false;
  bool json = false;
};

struct DoctorArgs {
  std::string python;
};

Status RunGenerate(const GenerateArgs& args);
Status RunSynth(const SynthArgs& args);
Status RunGallery(const GalleryArgs& args);
Status RunFuzz(const FuzzArgs& args);
Status RunShow(const ShowArgs& args);
Status RunAudit(const AuditArgs& args);
Status RunCoverage(const CoverageArgs& args);
Status RunVerify(const VerifyArgs& args);
Status RunBundle(const BundleArgs& args);
// "" means the default profile.
Status RunProfile(const std::string& name);
Status RunCategories();
Status RunDoctor(const DoctorArgs& args);

}  // namespace warploom::cli
