#include "cli/command_line/options.h"

#include "base/version.h"

namespace warploom::cli {
namespace {

CLI::App* AddCommand(CLI::App& app, const std::string& name, const std::string& text,
                     const std::string& example) {
  CLI::App* command = app.add_subcommand(name, text);
  command->set_help_flag("-h,--help", "Show this text");
  command->footer("Example:\n  " + example);
  return command;
}

void AddOption(CLI::App& command, const std::string& names, std::string& value,
               const std::string& type, const std::string& text) {
  command.add_option(names, value, text)->type_name(type);
}

// Set by a function, since the parser takes an empty value of an optional for none.
void AddOptional(CLI::App& command, const std::string& name, std::optional<std::string>& value,
                 const std::string& type, const std::string& text) {
  command
      .add_option_function<std::string>(
          name, [&value](const std::string& word) { value = word; }, text)
      ->type_name(type);
}

void AddFlag(CLI::App& command, const std::string& name, bool& value, const std::string& text) {
  command.add_flag(name, value, text)->disable_flag_override();
}

// What to draw: shared by all commands that draw.
void AddDrawOptions(CLI::App& command, DrawArgs& args, const std::string& count_text,
                    const std::string& output_type, const std::string& output_text) {
  AddOption(command, "-n,--count", args.count, "N", count_text);
  AddOption(command, "-o,--output", args.output, output_type, output_text);
  AddOption(
      command, "--seed", args.seed, "N",
      "Seed of the random draws, 0 to 2^63-1; the same seed gives the same kernels (default 0)");
  AddOption(
      command, "--profile", args.profile, "NAME|FILE",
      "What the kernels look like: a built-in profile or a TOML file (default \"default\"; see "
      "`warploom profile`)");
  AddOption(command, "--categories", args.categories, "A,B",
            "Only these kinds of kernels (default all; see `warploom categories`)");
}

// How to work: shared by all commands that run Warp on many kernels.
template <typename Args>
void AddWorkOptions(CLI::App& command, Args& args) {
  AddOption(command, "--workers", args.workers, "N",
            "Processes that run Warp, 1 to 1024 (default: one for each core that may be used, or "
            "fewer where "
            "memory is short); does not affect the data");
  AddOption(command, "--python", args.python, "PATH",
            "The Python with warp-lang installed (default: see `warploom doctor`)");
  AddFlag(command, "--no-progress", args.no_progress, "Show no progress");
  AddFlag(command, "--json", args.json, "Print a summary as one line of JSON on standard output");
}

void AddGenerate(CLI::App& app, GenerateArgs& args) {
  CLI::App* command = AddCommand(
      app, "generate", "Make a dataset of kernels and the code that Warp generates for them",
      "warploom generate -n 1000 -o out\n\nEvery kernel gives one sample per target. A "
      "stopped run continues where it was\nwhen you give the same command again.");
  AddDrawOptions(*command, args.draw, "How many kernels to make, 1 to 100000000", "FOLDER",
                 "The folder to write to");
  AddOption(*command, "--targets", args.targets, "A,B",
            "Targets to generate code for: cpu, cuda (default both; cuda needs no GPU)");
  AddOption(*command, "--format", args.formats, "A,B",
            "File formats: json, jsonl, parquet (default json,parquet)");
  AddOption(*command, "--check", args.check, "LEVEL",
            "What a kernel must pass: codegen, compile or run (default compile)");
  AddOption(*command, "--include", args.include, "A,B",
            "Further generated code to keep: backward, module, ptx (default none)");
  AddOption(*command, "--hold-out", args.hold_out, "A,B",
            "Kinds of kernels for the split test_unseen alone (default none; see `warploom "
            "categories`)");
  AddWorkOptions(*command, args);
}

void AddSynth(CLI::App& app, SynthArgs& args) {
  CLI::App* command = AddCommand(
      app, "synth", "Write only the Python of kernels, one file each; does not need Warp",
      "warploom synth -n 10 -o kernels");
  AddDrawOptions(*command, args.draw, "How many kernels to make, 1 to 100000000", "FOLDER",
                 "The folder to write to");
  AddOptional(*command, "--motif", args.motif, "NAME",
              "Draw this motif alone, such as ray-box (src/synth/motifs/motifs.def lists them)");
  command->add_flag("--reference", args.reference,
                    "Also write each kernel's reference in C++ and its launch plan");
}

void AddGallery(CLI::App& app, GalleryArgs& args) {
  CLI::App* command = AddCommand(
      app, "gallery", "Write an HTML page of kernels next to the code that Warp generates",
      "warploom gallery -n 40 -o page.html\n\nThe page is self-contained; open it in a browser.");
  AddDrawOptions(*command, args.draw, "How many kernels to show, 1 to 100000000 (default 40)",
                 "PAGE", "The HTML file to write");
  AddWorkOptions(*command, args);
}

void AddFuzz(CLI::App& app, FuzzArgs& args) {
  CLI::App* command = AddCommand(
      app, "fuzz", "Look for kernels that Warp refuses, miscompiles or cannot run",
      "warploom fuzz -n 2000 -o findings\n  warploom fuzz -o findings --replay k000123\n\nDraws "
      "kernels, runs what Warp makes of them beside an independent reference,\nand reduces and "
      "groups those that differ. FOLDER/report.md tells of them. The\nsame command continues a "
      "stopped run.");
  AddDrawOptions(*command, args.draw,
                 "How many kernels to draw, 1 to 100000000 (default: until Ctrl-C)", "FOLDER",
                 "The folder to write to");
  AddOption(*command, "--replay", args.replay, "ID",
            "Draw this finding of FOLDER again and say whether it still shows");
  AddFlag(*command, "--gradients", args.gradients,
          "Also compare backward passes with differences of the reference");
  AddWorkOptions(*command, args);
}

void AddShow(CLI::App& app, ShowArgs& args) {
  CLI::App* command =
      AddCommand(app, "show", "Show a kernel beside the code that Warp generates for it",
                 "warploom show out\n  warploom show out wl-0123456789abcdef | less");
  AddOption(*command, "dataset", args.folder, "OUT", "The folder of a dataset");
  AddOption(*command, "id", args.id, "ID",
            "A sample's id or a kernel's name (default: one of medium size)");
  AddOption(*command, "--target", args.target, "NAME",
            "cpu or cuda (default: the first of the dataset on a terminal, else all)");
}

void AddAudit(CLI::App& app, AuditArgs& args) {
  CLI::App* command = AddCommand(
      app, "audit", "Check every byte of a dataset, and that no structure is in two splits",
      "warploom audit out\n\nCompares the files with the manifest, each sample's id and sizes with "
      "its texts,\nthe targets with each other, and the splits. Names the file and row of what is "
      "wrong\n(exit code 4).");
  AddOption(*command, "dataset", args.folder, "OUT", "The folder of a dataset");
  AddFlag(*command, "--json", args.json, "Print everything as one line of JSON");
}

void AddCoverage(CLI::App& app, CoverageArgs& args) {
  CLI::App* command = AddCommand(
      app, "coverage",
      "Report how much of Warp's kernel language a dataset shows, and what it lacks",
      "warploom coverage out\n  warploom coverage out --left-out | less\n  warploom coverage out "
      "--against my_package\n\nOverloads are the "
      "versions of Warp's builtins, such as dot for vec3 and for\nquat, in the groups of Warp's "
      "documentation; constructs are\nfeatures of Python syntax. A kernel counts once, "
      "however many targets it has.\nOf an unfinished dataset, the kernels stored so far "
      "count.\n\nA shape is "
      "a node of Python's syntax tree under its parent or under its parent and\ngrandparent, as in "
      "p:scalar < If.test < body; each name stands for what binds it.");
  AddOption(*command, "dataset", args.folder, "OUT",
            "The folder of a dataset; with --against also a folder of .py files, or a .jsonl file");
  AddFlag(*command, "--left-out", args.left_out,
          "Also list what warploom leaves out, with the reasons");
  AddOptional(*command, "--against", args.against, "REAL",
              "Report instead which shapes of these kernels OUT lacks: a folder or package of "
              "Python files, which are read and not run, a .jsonl file with python_source or "
              "python_code, or a dataset");
  AddOptional(*command, "--missing", args.missing, "N",
              "How many missing shapes to list (default 30; with --json all)");
  AddOption(*command, "--python", args.python, "PATH",
            "The Python in which to look for the package REAL (default: see `warploom doctor`)");
  AddFlag(*command, "--json", args.json, "Print everything as one line of JSON");
}

void AddVerify(CLI::App& app, VerifyArgs& args) {
  CLI::App* command = AddCommand(
      app, "verify", "Run the kernels of a dataset on several devices and compare what they store",
      "warploom verify out --sample 100\n  warploom verify out --import verdicts.jsonl\n\n"
      "Prints the verdicts by target and device and keeps them in OUT/verdicts.jsonl.\n"
      "UNSUPPORTED is no failure; any other verdict than PASS is (exit code 4).");
  AddOption(*command, "dataset", args.folder, "OUT", "The folder of a dataset");
  AddOption(*command, "--sample", args.sample, "N", "Only N kernels, chosen at random");
  AddOption(*command, "--seed", args.seed, "N", "Seed of that choice, 0 to 2^63-1 (default 0)");
  AddOption(*command, "--devices", args.devices, "A,B",
            "cpu and reference for samples of the target cpu, emulated and cuda:0 for those of "
            "cuda (default all but cuda:0)");
  AddOption(*command, "--import", args.import_file, "FILE",
            "Add the verdicts of another machine rather than run anything");
  AddWorkOptions(*command, args);
}

void AddBundle(CLI::App& app, BundleArgs& args) {
  CLI::App* command = AddCommand(
      app, "bundle", "Pack kernels of a dataset for a run on a machine with a GPU and without Warp",
      "warploom bundle out --sample 200 -o kernels.tar.zst\n\nCarry the file and the program "
      "warploom-gpu-run to a machine with an NVIDIA GPU:\n\n  warploom-gpu-run kernels.tar.zst -o "
      "verdicts.jsonl");
  AddOption(*command, "dataset", args.folder, "OUT", "The folder of a dataset");
  AddOption(*command, "--sample", args.sample, "N", "How many of its kernels to pack");
  AddOption(*command, "-o,--output", args.output, "FILE", "The file to write, a .tar.zst");
  AddOption(*command, "--arch", args.archs, "A,B",
            "The GPUs to compile for, such as 80,90 (default 90); others compile PTX themselves");
  AddOption(*command, "--seed", args.seed, "N",
            "Seed of the choice of kernels, 0 to 2^63-1 (default 0)");
  AddWorkOptions(*command, args);
}

}  // namespace

std::unique_ptr<CLI::App> MakeParser(Arguments& arguments) {
  auto app = std::make_unique<CLI::App>(
      "warploom makes training data for models that learn just-in-time compilation:\n"
      "NVIDIA Warp kernels in Python, each with the C++ or CUDA that Warp generates for it.",
      "warploom");
  app->set_help_flag("-h,--help", "Show this text");
  app->set_version_flag("--version", "warploom " + std::string(Version()));
  app->footer(
      "Example:\n  warploom generate -n 100 -o out && warploom show out\n\n"
      "warploom COMMAND --help describes a command.\n\n"
      "Exit codes: 0 done, 1 failed (running again may mend it), 2 wrong usage,\n3 the environment "
      "lacks something, 4 failed for good, 5 stopped on request, 6 another process works in\nthe "
      "folder.");
  app->get_formatter()->column_width(28);

  AddGenerate(*app, arguments.generate);
  AddSynth(*app, arguments.synth);
  AddGallery(*app, arguments.gallery);
  AddFuzz(*app, arguments.fuzz);
  AddShow(*app, arguments.show);
  AddAudit(*app, arguments.audit);
  AddCoverage(*app, arguments.coverage);
  AddVerify(*app, arguments.verify);
  AddBundle(*app, arguments.bundle);
  CLI::App* profile =
      AddCommand(*app, "profile", "Print a profile, the weights that shape the kernels, as TOML",
                 "warploom profile default > mine.toml\n  warploom generate -n 100 -o out "
                 "--profile mine.toml");
  AddOption(*profile, "name", arguments.profile, "NAME|FILE",
            "A built-in profile or a TOML file (default \"default\")");
  AddCommand(*app, "categories", "List the kinds of kernels and their shares",
             "warploom categories");
  CLI::App* doctor = AddCommand(*app, "doctor",
                                "Report what is installed, what is missing and what to do about it",
                                "warploom doctor");
  AddOption(*doctor, "--python", arguments.doctor.python, "PATH", "The Python to check");
  return app;
}

}  // namespace warploom::cli
