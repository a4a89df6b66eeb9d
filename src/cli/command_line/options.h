#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.h"

namespace warploom::cli {

// The values of a command line; the parser writes to it.
struct Arguments {
  GenerateArgs generate;
  SynthArgs synth;
  GalleryArgs gallery;
  FuzzArgs fuzz;
  ShowArgs show;
  CoverageArgs coverage;
  VerifyArgs verify;
  AuditArgs audit;
  BundleArgs bundle;
  std::string profile;
  DoctorArgs doctor;
};

// Defines all commands and options with their help texts, bound to `arguments`.
std::unique_ptr<CLI::App> MakeParser(Arguments& arguments);

}  // namespace warploom::cli
