#include "oracle/ledger.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "base/rng.h"
#include "oracle/known_good.h"

namespace warploom::oracle {
namespace {

Batch NumberedBatch(uint64_t ticket, size_t count) {
  Batch batch{.ticket = ticket, .kernels = {}};
  for (size_t i = 0; i < count; ++i) {
    batch.kernels.push_back({fmt::format("k{}_{}", ticket, i), "source"});
  }
  return batch;
}

std::vector<Verdict> Answer(const Ledger& ledger, const Job& job) {
  std::vector<Verdict> verdicts;
  for (const KernelSource& kernel : ledger.KernelsOf(job)) {
    verdicts.push_back({.ok = true, .stage = {}, .reason = kernel.name, .ir = {}});
  }
  return verdicts;
}

Verdict Refusal(const std::string& reason) {
  return {.ok = false, .stage = "compile", .reason = reason, .ir = {}};
}

// Answers the job that waits, and whatever the same worker is to do next.
void AnswerWell(Ledger& ledger) {
  std::optional<Job> job = ledger.TakeJob();
  while (job) {
    std::vector<Verdict> verdicts = Answer(ledger, *job);
    job = ledger.Finish(*job, std::move(verdicts));
  }
}

Ledger WithSomethingAccepted(Doubt doubt = [](const std::string&) { return false; }) {
  Ledger ledger(std::move(doubt));
  ledger.Add(NumberedBatch(0, 1));
  AnswerWell(ledger);
  ledger.TakeDone();
  return ledger;
}

const Fault kCrash{.stage = "crash", .reason = "at fault"};
const Fault kKill{.stage = "crash", .reason = "killed", .from_outside = true};

TEST(LedgerTest, AnEmptyBatchIsDoneAtOnce) {
  Ledger ledger;
  ledger.Add(NumberedBatch(5, 0));
  EXPECT_FALSE(ledger.has_job());
  EXPECT_EQ(ledger.batches(), 1U);
  EXPECT_EQ(ledger.TakeDone()->ticket, 5U);
  EXPECT_EQ(ledger.batches(), 0U);
}

TEST(LedgerTest, HalvesUntilTheKernelStandsAlone) {
  Ledger ledger = WithSomethingAccepted();
  ledger.Add(NumberedBatch(1, 5));
  EXPECT_TRUE(ledger.Lose(ledger.TakeJob(), kCrash));
  EXPECT_EQ(ledger.next_job().begin, 0U);
  EXPECT_EQ(ledger.next_job().count, 2U);
  EXPECT_FALSE(ledger.next_job().needs_fresh_worker());
  EXPECT_TRUE(ledger.Lose(ledger.TakeJob(), kCrash));
  EXPECT_EQ(ledger.next_job().count, 1U);
}

TEST(LedgerTest, TheLastJobIsShared) {
  Ledger ledger;
  ledger.Add(NumberedBatch(1, 250));
  ledger.Add(NumberedBatch(2, 250));
  EXPECT_EQ(ledger.TakeJob().count, 250U);
  std::vector<size_t> counts;
  while (ledger.has_job()) {
    const Job job = ledger.TakeJob();
    counts.push_back(job.count);
    ledger.Finish(job, Answer(ledger, job));
  }
  EXPECT_EQ(counts, (std::vector<size_t>{125, 62, 63}));
  EXPECT_EQ(ledger.TakeDone()->ticket, 2U);
}

TEST(LedgerTest, ALoneKernelGetsOneMoreChanceOnAFreshWorker) {
  Ledger ledger = WithSomethingAccepted();
  ledger.Add(NumberedBatch(1, 1));
  EXPECT_FALSE(ledger.Lose(ledger.TakeJob(), kCrash));
  EXPECT_EQ(ledger.TakeDone(), nullptr);
  ASSERT_TRUE(ledger.next_job().needs_fresh_worker());
  EXPECT_FALSE(ledger.Lose(ledger.TakeJob(), kCrash));
  EXPECT_EQ(ledger.TakeDone(), nullptr);
  ASSERT_TRUE(ledger.next_job().is_probe);
  AnswerWell(ledger);
  const auto done = ledger.TakeDone();
  ASSERT_NE(done, nullptr);
  EXPECT_FALSE(done->verdicts[0].ok);
  EXPECT_EQ(done->verdicts[0].stage, "crash");
  EXPECT_EQ(done->verdicts[0].reason, "at fault");
}

TEST(LedgerTest, ARefusalIsTriedAloneAndThenTheKnownGoodKernel) {
  Ledger ledger;
  ledger.Add(NumberedBatch(1, 2));
  const Job both = ledger.TakeJob();
  std::vector<Verdict> verdicts = Answer(ledger, both);
  verdicts[1] = Refusal("in a batch");
  EXPECT_FALSE(ledger.Finish(both, verdicts));
  const Job alone = ledger.TakeJob();
  EXPECT_TRUE(alone.needs_fresh_worker());
  EXPECT_EQ(ledger.KernelsOf(alone)[0].name, "k1_1");
  const std::optional<Job> probe = ledger.Finish(alone, {Refusal("alone")});
  ASSERT_TRUE(probe);
  EXPECT_EQ(ledger.KernelsOf(*probe)[0].name, KnownGoodKernel().name);
  EXPECT_EQ(ledger.TakeDone(), nullptr);
  EXPECT_FALSE(ledger.Finish(*probe, Answer(ledger, *probe)));
  EXPECT_EQ(ledger.TakeDone()->verdicts[1].reason, "alone");
}

TEST(LedgerTest, ARefusalMayBeBelievedAtOnce) {
  Ledger ledger([](const std::string& reason) { return reason == "no space"; }, true);
  ledger.Add(NumberedBatch(1, 2));
  const Job both = ledger.TakeJob();
  EXPECT_FALSE(ledger.Finish(both, {Refusal("no space"), Refusal("in a batch")}));
  const Job alone = ledger.TakeJob();
  EXPECT_EQ(ledger.KernelsOf(alone)[0].name, "k1_0") << "what may be the machine's doing";
  EXPECT_FALSE(ledger.has_job());
}

TEST(LedgerTest, ARefusalThatDoesNotComeBackIsNone) {
  Ledger ledger;
  ledger.Add(NumberedBatch(1, 1));
  ledger.Finish(ledger.TakeJob(), {Refusal("once")});
  AnswerWell(ledger);
  EXPECT_TRUE(ledger.TakeDone()->verdicts[0].ok);
}

TEST(LedgerTest, ProbesThatFailAgainAndAgainAreTheMachine) {
  Ledger ledger = WithSomethingAccepted();
  ledger.Add(NumberedBatch(1, 1));
  ledger.Finish(ledger.TakeJob(), {Refusal("bad header")});
  for (int round = 1; round <= Ledger::kTroublesToStop; ++round) {
    EXPECT_FALSE(ledger.trouble());
    const auto probe = ledger.Finish(ledger.TakeJob(), {Refusal("bad header")});
    ASSERT_TRUE(probe);
    ledger.Finish(*probe, {Refusal("bad header, too")});
  }
  EXPECT_EQ(ledger.trouble(), "compile: bad header, too");
  EXPECT_EQ(ledger.TakeDone(), nullptr);
}

TEST(LedgerTest, ADoubtfulReasonIsNeverRecorded) {
  Ledger ledger = WithSomethingAccepted([](const std::string& why) { return why == "full"; });
  ledger.Add(NumberedBatch(1, 1));
  ledger.Finish(ledger.TakeJob(), {Refusal("full")});
  for (int round = 1; round <= Ledger::kTroublesToStop; ++round) {
    EXPECT_FALSE(ledger.Finish(ledger.TakeJob(), {Refusal("full")}));
  }
  EXPECT_EQ(ledger.trouble(), "full");
  EXPECT_EQ(ledger.TakeDone(), nullptr);
}

TEST(LedgerTest, WhereNothingHasWorkedTheFirstLossAsksWhetherAnythingCan) {
  Ledger ledger;
  ledger.Add(NumberedBatch(1, 200));
  EXPECT_FALSE(ledger.Lose(ledger.TakeJob(), kCrash));
  for (int round = 1; round <= Ledger::kTroublesToStop; ++round) {
    EXPECT_FALSE(ledger.trouble());
    ASSERT_TRUE(ledger.next_job().is_probe);
    ledger.Lose(ledger.TakeJob(), kCrash);
  }
  EXPECT_EQ(ledger.trouble(), "at fault");
}

TEST(LedgerTest, KillsFromOutsideBlameNobody) {
  Ledger ledger = WithSomethingAccepted();
  ledger.Add(NumberedBatch(1, 1));
  for (int i = 1; i <= Ledger::kOutsideKillsToStop; ++i) {
    EXPECT_FALSE(ledger.trouble());
    ledger.Lose(ledger.TakeJob(), kKill);
  }
  EXPECT_EQ(ledger.trouble(), "killed");
  EXPECT_EQ(ledger.TakeDone(), nullptr);
}

// Whichever jobs are lost and in whatever order replies arrive, each kernel gets its own verdict,
// and only the kernels that crash are blamed.
TEST(LedgerTest, PropertyVerdictsStayInPlace) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Rng rng(seed, 0, 0);
    Ledger ledger;
    std::set<std::string> bad;
    const size_t batches = 1 + rng.Below(4);
    for (size_t b = 0; b < batches; ++b) {
      Batch batch = NumberedBatch(b, rng.Below(20));
      for (const KernelSource& kernel : batch.kernels) {
        if (rng.Chance(0.2)) {
          bad.insert(kernel.name);
        }
      }
      ledger.Add(std::move(batch));
    }
    std::vector<Job> out;
    size_t received = 0;
    while (received < batches) {
      if (ledger.has_job() && (out.empty() || rng.Chance(0.5))) {
        out.push_back(ledger.TakeJob());
      } else if (!out.empty()) {
        const size_t which = rng.Below(out.size());
        const Job job = out[which];
        out.erase(out.begin() + static_cast<std::ptrdiff_t>(which));
        const auto kernels = ledger.KernelsOf(job);
        const bool crashes = std::any_of(kernels.begin(), kernels.end(), [&](const auto& kernel) {
          return bad.contains(kernel.name);
        });
        if (rng.Chance(0.1) && !job.refusal) {
          ledger.ReturnJob(job);
        } else if (crashes && job.alone && rng.Chance(0.5)) {
          if (auto next = ledger.Finish(job, {Refusal("at fault")})) {
            out.push_back(*std::move(next));
          }
        } else if (crashes) {
          ledger.Lose(job, kCrash);
        } else if (job.outside_kills < 2 && rng.Chance(0.1)) {
          ledger.Lose(job, kKill);
        } else if (auto next = ledger.Finish(job, Answer(ledger, job))) {
          out.push_back(*std::move(next));
        }
      }
      while (const auto done = ledger.TakeDone()) {
        ++received;
        for (size_t i = 0; i < done->verdicts.size(); ++i) {
          const std::string name = fmt::format("k{}_{}", done->ticket, i);
          const Verdict& verdict = done->verdicts[i];
          ASSERT_EQ(verdict.ok, !bad.contains(name)) << seed << " " << name;
          ASSERT_EQ(verdict.reason, verdict.ok ? name : "at fault") << seed;
        }
      }
    }
    EXPECT_EQ(ledger.batches(), 0U);
  }
}

}  // namespace
}  // namespace warploom::oracle
