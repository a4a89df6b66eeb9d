#include "fuzz/fuzz.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/check.h"
#include "fuzz/cause.h"
#include "fuzz/other_warp.h"
#include "fuzz/pool_judge.h"
#include "fuzz/reducer.h"
#include "fuzz/report.h"
#include "fuzz/rewrite.h"
#include "reference/reference.h"

namespace warploom::fuzz {
namespace {

constexpr uint64_t kChunk = 128;  // The unit of work and of a resume.
constexpr size_t kPerBatch = 16;

// A kernel of the current chunk that is asked about.
struct Question {
  pipeline::Drawn drawn;
  oracle::KernelSource source;
};

class Fuzzer {
 public:
  Fuzzer(const Setup& setup, const Request& request, Store& store, std::optional<uint64_t> count)
      : setup_(setup), request_(request), store_(store), stream_(setup.draw) {
    progress_.total = count;
  }

  Result<Outcome> Run() {
    WARPLOOM_TRY(Resume());
    while (!progress_.total || progress_.done < *progress_.total) {
      WARPLOOM_TRY(DoChunk());
    }
    WARPLOOM_TRY(WriteReport());
    return Outcome{Sum(store_.chunks()), GroupFindings(findings_).size()};
  }

 private:
  // Draws again what is stored, so that later draws know its structures.
  Status Resume() {
    for (const Chunk& chunk : store_.chunks()) {
      for (uint64_t i = 0; i < chunk.count; ++i) {
        WARPLOOM_ASSIGN_OR_RETURN(const pipeline::Drawn drawn, stream_.Next());
      }
      for (const uint64_t index : chunk.findings) {
        std::optional<Finding> finding = store_.Read(index);
        if (!finding) {
          return Fail(ErrorKind::kCorrupt, "reading the finding " + FindingId(index) +
                                               ": it is missing or damaged; choose a new folder");
        }
        Count(finding->fault);
        findings_.push_back(*std::move(finding));
      }
      progress_.done += chunk.count;
    }
    progress_.resumed = progress_.done;
    progress_.findings = findings_.size();
    return {};
  }

  Status DoChunk() {
    Chunk chunk{.first = progress_.done, .count = kChunk};
    if (progress_.total) {
      chunk.count = std::min(kChunk, *progress_.total - progress_.done);
    }
    WARPLOOM_ASSIGN_OR_RETURN(const std::vector<Question> questions, Draw(chunk));
    std::vector<oracle::KernelSource> sources;
    for (const Question& question : questions) {
      sources.push_back(question.source);
    }
    Report();
    WARPLOOM_ASSIGN_OR_RETURN(const std::vector<oracle::Verdict> verdicts,
                              AskPool(setup_.pool, sources, kPerBatch));
    for (size_t i = 0; i < questions.size(); ++i) {
      const std::optional<Fault> fault = FaultOf(verdicts[i]);
      if (!fault) {
        ++chunk.passed;
        continue;
      }
      if (const auto missing = MissingByReason(verdicts[i].reason);
          setup_.known_builtins && missing) {
        ++chunk.left_out[*missing];
        continue;
      }
      if (fault->verdict == "UNSUPPORTED") {
        ++chunk.without_reference["another Warp's headers: " + fault->text];
        ++chunk.passed;
        continue;
      }
      WARPLOOM_TRY(Record(questions[i], *fault, ReasonOf(verdicts[i])));
      chunk.findings.push_back(questions[i].drawn.index);
    }
    WARPLOOM_TRY(store_.Append(chunk));
    progress_.done += chunk.count;
    Report();
    return chunk.findings.empty() ? Status() : WriteReport();
  }

  Result<std::vector<Question>> Draw(Chunk& chunk) {
    std::vector<Question> questions;
    for (uint64_t i = 0; i < chunk.count; ++i) {
      WARPLOOM_ASSIGN_OR_RETURN(pipeline::Drawn drawn, stream_.Next());
      lang::Module& module = drawn.kernel.module;
      if (setup_.known_builtins) {
        AvoidNewSyntax(module);
        if (const auto missing = MissingBuiltin(module, setup_.builtins, *setup_.known_builtins)) {
          ++chunk.left_out[*missing];
          continue;
        }
      }
      oracle::KernelSource source = SourceOf(module, setup_.builtins);
      if (source.reference.empty()) {
        ++chunk.without_reference
              [reference::PrintReference(module, setup_.builtins).error().message];
      }
      questions.push_back({std::move(drawn), std::move(source)});
    }
    return questions;
  }

  // A finding that an interrupted chunk has left is not reduced again.
  Status Record(const Question& question, const Fault& fault, const std::string& reason) {
    const uint64_t index = question.drawn.index;
    std::optional<Finding> stored = store_.Read(index);
    if (!stored || stored->drawn.source != question.source.source) {
      progress_.reducing = index;
      Report();
      WARPLOOM_ASSIGN_OR_RETURN(stored, Find(question, fault, reason));
      progress_.reducing.reset();
      WARPLOOM_TRY(store_.Write(*stored));
    }
    if (store_.Beside(index, "show.py").empty()) {
      WARPLOOM_TRY(setup_.write_case(store_.FolderOf(index)));
    }
    Count(fault);
    findings_.push_back(*std::move(stored));
    ++progress_.findings;
    return {};
  }

  Result<Finding> Find(const Question& question, const Fault& fault, const std::string& reason) {
    const lang::Module& module = question.drawn.kernel.module;
    Finding finding{.index = question.drawn.index,
                    .attempt = question.drawn.attempt,
                    .category = question.drawn.kernel.category,
                    .fault = fault,
                    .reason = reason,
                    .drawn = question.source,
                    .reduced = question.source,
                    .statements = CountStatements(module),
                    .constructs = ConstructsOf(module, setup_.builtins)};
    if (!IsReduced(fault)) {
      return finding;
    }
    WARPLOOM_ASSIGN_OR_RETURN(oracle::Pool* const pool, setup_.pool_for(fault));
    PoolJudge judge(*pool, fault);
    WARPLOOM_ASSIGN_OR_RETURN(const Reduction reduction,
                              Reducer(setup_.builtins, judge, setup_.most_asked).Reduce(module));
    finding.reduced = SourceOf(reduction.module, setup_.builtins);
    finding.is_reduced = true;
    finding.is_whole = reduction.is_whole;
    finding.asked = reduction.asked;
    finding.statements = CountStatements(reduction.module);
    finding.constructs = ConstructsOf(reduction.module, setup_.builtins);
    return finding;
  }

  // Whether a finding is worth a reduction: what hangs costs too much, and some of a kind tell what
  // the others are.
  bool IsReduced(const Fault& fault) const {
    if (fault.verdict == "TIMEOUT" || fault.stage == "memory") {
      return false;
    }
    uint64_t alike = 0;
    for (const auto& [other, count] : counts_) {
      alike += fault.IsLike(other) ? count : 0;
    }
    return alike < (fault.verdict == "MISMATCH" ? kMostMismatches : kMostAlike);
  }

  void Count(const Fault& fault) {
    for (auto& [other, count] : counts_) {
      if (fault.IsLike(other)) {
        ++count;
        return;
      }
    }
    counts_.emplace_back(fault, 1);
  }

  Status WriteReport() {
    return store_.WriteReport(fuzz::Report(
        request_, store_.chunks(), findings_,
        [&](uint64_t index, const std::string& name) { return store_.Beside(index, name); }));
  }

  void Report() { setup_.on_progress(progress_); }

  const Setup& setup_;
  const Request& request_;
  Store& store_;
  pipeline::DrawStream stream_;
  Progress progress_;
  std::vector<Finding> findings_;
  std::vector<std::pair<Fault, uint64_t>> counts_;  // Findings so far, by kind.
};

}  // namespace

Result<Outcome> Fuzz(const Setup& setup, const Request& request, const std::string& folder,
                     std::optional<uint64_t> count) {
  WARPLOOM_ASSIGN_OR_RETURN(Store store, Store::Open(setup.fs, folder, request));
  return Fuzzer(setup, request, store, count).Run();
}

}  // namespace warploom::fuzz
