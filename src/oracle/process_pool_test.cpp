#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "base/rng.h"
#include "oracle/fake_worker.h"
#include "oracle/pool.h"
#include "os/clock.h"
#include "os/stop_signal.h"

namespace warploom::oracle {
namespace {

using ::testing::HasSubstr;

PoolOptions FastOptions(const FakeWorker& worker) {
  PoolOptions options;
  options.command = worker.command();
  options.workers = 2;
  options.build = {.targets = {"cpu", "cuda"}, .include = {}, .compile = true};
  options.seconds_per_kernel = 0.02;
  options.seconds_per_batch = 10;
  options.memory_limit_bytes = 300'000'000;
  return options;
}

// A batch whose kernel i has the source that `modes` gives it, else a plain one.
Batch MakeBatch(uint64_t ticket, size_t count, const std::map<size_t, std::string>& modes = {}) {
  Batch batch{.ticket = ticket, .kernels = {}};
  for (size_t i = 0; i < count; ++i) {
    const auto mode = modes.find(i);
    batch.kernels.push_back({fmt::format("k{}_{}", ticket, i),
                             mode == modes.end() ? "" : fmt::format("# {}\n", mode->second)});
  }
  return batch;
}

class ProcessPoolTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<FakeWorker> made = FakeWorker::Make();
    ASSERT_TRUE(made) << made.error().message;
    worker_ = std::make_unique<FakeWorker>(std::move(*made));
  }

  std::unique_ptr<Pool> Start(const PoolOptions& options) {
    Result<std::unique_ptr<Pool>> pool = StartPool(options);
    EXPECT_TRUE(pool) << pool.error().message;
    return pool ? std::move(*pool) : nullptr;
  }
  std::unique_ptr<Pool> Start() { return Start(FastOptions(*worker_)); }

  // Runs the batches; returns the verdicts by ticket.
  std::map<uint64_t, std::vector<Verdict>> Run(Pool& pool, std::vector<Batch> batches) {
    std::map<uint64_t, std::vector<Verdict>> verdicts;
    for (Batch& batch : batches) {
      pool.Submit(std::move(batch));
    }
    while (pool.in_flight() > 0) {
      auto done = pool.Next(60);
      if (!done) {
        ADD_FAILURE() << done.error().message;
        break;
      }
      EXPECT_NE(*done, nullptr);
      verdicts[(*done)->ticket] = std::move((*done)->verdicts);
    }
    return verdicts;
  }

  // Expects that each kernel of the batch has its own IR, except those with a fault.
  void ExpectVerdicts(const Batch& batch, const std::vector<Verdict>& verdicts,
                      const std::map<size_t, std::string>& stages) {
    ASSERT_EQ(verdicts.size(), batch.kernels.size());
    for (size_t i = 0; i < verdicts.size(); ++i) {
      const KernelSource& kernel = batch.kernels[i];
      const auto stage = stages.find(i);
      EXPECT_EQ(verdicts[i].ok, stage == stages.end()) << i << ": " << verdicts[i].reason;
      EXPECT_EQ(verdicts[i].stage, stage == stages.end() ? "" : stage->second) << i;
      if (verdicts[i].ok) {
        ASSERT_EQ(verdicts[i].ir.size(), 2U);
        EXPECT_EQ(verdicts[i].ir[0].forward, "cpu " + kernel.name + " " + kernel.source);
        EXPECT_EQ(verdicts[i].ir[1].forward, "cuda " + kernel.name + " " + kernel.source);
      }
    }
  }

  // One batch of 12 with these modes; expects these stages. Returns the verdicts for more checks.
  std::vector<Verdict> RunFaulty(Pool& pool, const std::map<size_t, std::string>& modes,
                                 const std::map<size_t, std::string>& stages) {
    const Batch batch = MakeBatch(9, 12, modes);
    std::vector<Verdict> verdicts = Run(pool, {batch})[9];
    ExpectVerdicts(batch, verdicts, stages);
    return verdicts;
  }

  std::unique_ptr<FakeWorker> worker_;
};

TEST_F(ProcessPoolTest, SaysHello) {
  const auto pool = Start();
  EXPECT_EQ(pool->hello().warp_version, "1.19.0");
  EXPECT_EQ(pool->hello().arch, 90);
  EXPECT_EQ(pool->stats().workers_started, 2U);
  EXPECT_EQ(pool->capacity(), 4U);
}

TEST_F(ProcessPoolTest, BuildsManyBatches) {
  const auto pool = Start();
  std::vector<Batch> batches;
  for (uint64_t ticket = 0; ticket < 20; ++ticket) {
    batches.push_back(MakeBatch(ticket, ticket, {{3, "refuse"}}));
  }
  auto verdicts = Run(*pool, batches);
  ASSERT_EQ(verdicts.size(), 20U);
  for (const Batch& batch : batches) {
    ExpectVerdicts(batch, verdicts[batch.ticket], {{3, "codegen"}});
    if (batch.ticket > 3) {
      EXPECT_EQ(verdicts[batch.ticket][3].reason, fmt::format("no k{}_3", batch.ticket));
    }
  }
  EXPECT_EQ(pool->stats().workers_started, 2U + 16U);  // One for each kernel that is refused.
  EXPECT_EQ(pool->stats().workers_lost, 0U);
  // The empty batch asks no worker; a refused kernel is tried alone, and then the known good one.
  EXPECT_EQ(pool->stats().compile_seconds, (19 + 2 * 16) * 0.5);
}

TEST_F(ProcessPoolTest, BlamesTheKernelThatCrashes) {
  const auto pool = Start();
  const auto verdicts = RunFaulty(*pool, {{0, "crash"}, {7, "crash"}, {11, "exit"}},
                                  {{0, "crash"}, {7, "crash"}, {11, "crash"}});
  EXPECT_EQ(verdicts[0].reason, "the worker died (SIGSEGV) while building this kernel");
  EXPECT_EQ(verdicts[11].reason, "the worker exited with status 7 while building this kernel");
  EXPECT_GT(pool->stats().batches_split, 0U);
  EXPECT_GT(pool->stats().workers_lost, 0U);
}

TEST_F(ProcessPoolTest, BlamesTheKernelThatHangs) {
  PoolOptions options = FastOptions(*worker_);
  options.seconds_per_batch = 1;
  const auto pool = Start(options);
  const Batch batch = MakeBatch(1, 4, {{2, "hang"}});
  const auto verdicts = Run(*pool, {batch})[1];
  ExpectVerdicts(batch, verdicts, {{2, "hang"}});
  EXPECT_EQ(verdicts[2].reason,
            "the worker gave no answer within the time limit while building this kernel");
}

TEST_F(ProcessPoolTest, BlamesTheKernelThatEatsMemory) {
  PoolOptions options = FastOptions(*worker_);
  options.seconds_per_batch = 30;
  const auto pool = Start(options);
  const auto verdicts = RunFaulty(*pool, {{5, "eat"}}, {{5, "memory"}});
  EXPECT_EQ(verdicts[5].reason, "the worker grew past the memory limit while building this kernel");
  EXPECT_GT(pool->stats().peak_worker_bytes, 300'000'000U);
}

TEST_F(ProcessPoolTest, BlamesTheKernelThatSpoilsTheAnswer) {
  const auto pool = Start();
  const auto verdicts = RunFaulty(
      *pool, {{1, "garbage"}, {4, "short"}, {6, "wrong-id"}, {9, "raise"}, {10, "refuse"}},
      {{1, "crash"}, {4, "crash"}, {6, "crash"}, {9, "crash"}, {10, "codegen"}});
  const std::string lead = "the worker gave no usable answer for this kernel: ";
  EXPECT_EQ(verdicts[1].reason, lead + "it is not a JSON object");
  EXPECT_EQ(verdicts[4].reason, lead + "it does not have one verdict for each kernel");
  EXPECT_EQ(verdicts[6].reason, lead + "it is for another request");
  EXPECT_EQ(verdicts[9].reason, lead + "KeyError: x");
}

TEST_F(ProcessPoolTest, AFullStandardErrorBlocksNobody) {
  const auto pool = Start();
  RunFaulty(*pool, {{2, "noise"}, {3, "noise"}}, {});
  EXPECT_EQ(pool->stats().workers_lost, 0U);
}

TEST_F(ProcessPoolTest, MovesLargeBatches) {
  PoolOptions options = FastOptions(*worker_);
  options.seconds_per_batch = 30;
  const auto pool = Start(options);
  Batch batch = MakeBatch(1, 50);
  for (KernelSource& kernel : batch.kernels) {
    kernel.source.assign(100'000, 's');
  }
  ExpectVerdicts(batch, Run(*pool, {batch})[1], {});
}

// A single failure that the kernel did not cause does not change its verdict.
TEST_F(ProcessPoolTest, FaultsThatDoNotComeBackBlameNobody) {
  const auto pool = Start();
  RunFaulty(*pool, {{1, "once:crash"}, {4, "once:garbage"}, {8, "once:kill"}, {9, "once:exit"}},
            {});
  EXPECT_GE(pool->stats().workers_lost, 1U);
}

TEST_F(ProcessPoolTest, ALoneKernelIsJudgedByAFreshWorker) {
  PoolOptions options = FastOptions(*worker_);
  options.workers = 1;
  const auto pool = Start(options);
  Run(*pool, {MakeBatch(0, 1)});
  const Batch batch = MakeBatch(1, 1, {{0, "used:crash"}});
  ExpectVerdicts(batch, Run(*pool, {batch})[1], {});
  EXPECT_EQ(pool->stats().workers_started, 2U);
}

// Whether it is the kernel's doing cannot be told on this machine.
TEST_F(ProcessPoolTest, AKernelThatDrawsTheOomKillerEachTimeEndsTheRun) {
  const auto pool = Start();
  pool->Submit(MakeBatch(1, 12, {{3, "kill"}}));
  const auto result = pool->Next(30);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kWorker);
  EXPECT_THAT(result.error().message, HasSubstr("killed from outside each time"));
  EXPECT_THAT(result.error().message, HasSubstr("died (SIGKILL)"));
}

TEST_F(ProcessPoolTest, WhatOnlyAUsedWorkerRefusesIsBuilt) {
  PoolOptions options = FastOptions(*worker_);
  options.workers = 1;
  const auto pool = Start(options);
  Run(*pool, {MakeBatch(0, 1)});
  RunFaulty(*pool, {{1, "used:refuse"}, {4, "used:refuse"}}, {});
}

TEST_F(ProcessPoolTest, RecyclesALeakyWorkerWithoutBlame) {
  PoolOptions options = FastOptions(*worker_);
  options.workers = 1;
  const auto pool = Start(options);
  RunFaulty(*pool, {{3, "leak"}}, {});
  RunFaulty(*pool, {}, {});
  EXPECT_EQ(pool->stats().workers_lost, 1U);
  EXPECT_EQ(pool->stats().workers_started, 2U);
  EXPECT_EQ(pool->stats().batches_split, 0U);
}

// The worker processes of this test's pool: our children that run its script.
std::vector<pid_t> WorkerPids(const FakeWorker& worker) {
  std::vector<pid_t> pids;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline", std::ios::binary);
    const std::string command((std::istreambuf_iterator<char>(file)), {});
    if (command.find(worker.folder()) != std::string::npos) {
      pids.push_back(std::stoi(entry.path().filename()));
    }
  }
  return pids;
}

TEST_F(ProcessPoolTest, ReplacesAWorkerThatDiesIdle) {
  const auto pool = Start();
  for (const pid_t pid : WorkerPids(*worker_)) {
    ::kill(pid, SIGKILL);
  }
  ::usleep(50'000);
  RunFaulty(*pool, {}, {});
}

TEST_F(ProcessPoolTest, RandomKillsDoNotChangeAVerdict) {
  PoolOptions options = FastOptions(*worker_);
  options.seconds_per_batch = 20;
  options.workers = 3;
  const auto pool = Start(options);
  std::vector<Batch> batches;
  for (uint64_t ticket = 0; ticket < 6; ++ticket) {
    batches.push_back(MakeBatch(ticket, 8, {{1, "slow"}, {2, "slow"}, {5, "slow"}, {6, "crash"}}));
  }
  std::atomic<bool> done = false;
  int kills = 0;
  std::thread killer([&] {
    Rng rng(1, 0, 0);
    while (!done) {
      ::usleep(static_cast<useconds_t>(rng.Integer(100'000, 250'000)));
      const std::vector<pid_t> pids = WorkerPids(*worker_);
      if (!pids.empty() && !done) {
        kills += ::kill(rng.Choose(pids), SIGKILL) == 0 ? 1 : 0;
      }
    }
  });
  auto verdicts = Run(*pool, batches);
  done = true;
  killer.join();
  EXPECT_GT(kills, 2);
  for (const Batch& batch : batches) {
    ExpectVerdicts(batch, verdicts[batch.ticket], {{6, "crash"}});
    EXPECT_EQ(verdicts[batch.ticket][6].reason,
              "the worker died (SIGSEGV) while building this kernel");
  }
}

TEST_F(ProcessPoolTest, TheTimeTheCallerIsAwayDoesNotCount) {
  PoolOptions options = FastOptions(*worker_);
  options.seconds_per_batch = 0.3;
  const auto pool = Start(options);
  Batch batch = MakeBatch(1, 3);
  batch.kernels[0].source.assign(1'000'000, 's');  // More than a pipe holds: the answer must wait.
  pool->Submit(batch);
  ASSERT_TRUE(pool->Next(0));
  ::usleep(800'000);
  auto done = pool->Next(10);
  ASSERT_TRUE(done && *done != nullptr);
  ExpectVerdicts(batch, (*done)->verdicts, {});
  EXPECT_EQ(pool->stats().workers_lost, 0U);
}

TEST_F(ProcessPoolTest, WakesWithoutAResult) {
  PoolOptions options = FastOptions(*worker_);
  options.seconds_per_batch = 60;
  const auto pool = Start(options);
  EXPECT_EQ(pool->Next(60).value(), nullptr);  // Nothing is in flight: no reason to wait.
  pool->Submit(MakeBatch(1, 1, {{0, "hang"}}));
  const double start = RealClock().Seconds();
  EXPECT_EQ(pool->Next(0.1).value(), nullptr);
  EXPECT_GE(RealClock().Seconds() - start, 0.09);
  EXPECT_LT(RealClock().Seconds() - start, 5);
}

TEST_F(ProcessPoolTest, StopsOnRequestAndTakesTheWorkersAlong) {
  PoolOptions options = FastOptions(*worker_);
  options.seconds_per_batch = 60;
  auto pool = Start(options);
  StopSignal::Install();
  for (uint64_t ticket = 0; ticket < 4; ++ticket) {
    pool->Submit(MakeBatch(ticket, 1, {{0, "hang"}}));
  }
  std::thread stopper([] {
    ::usleep(300'000);
    ::kill(::getpid(), SIGINT);
  });
  const double start = RealClock().Seconds();
  const auto result = pool->Next(60);
  EXPECT_LT(RealClock().Seconds() - start, 5);
  stopper.join();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kInterrupted);
  pool.reset();
  EXPECT_TRUE(WorkerPids(*worker_).empty());
  EXPECT_LT(RealClock().Seconds() - start, 5);
  StopSignal::Clear();
}

TEST_F(ProcessPoolTest, AWorkerOfAnotherVersionIsAnError) {
  const auto pool = Start();
  pool->Submit(MakeBatch(1, 2, {{0, "protocol"}}));
  const auto result = pool->Next(10);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kWorker);
  EXPECT_THAT(result.error().message, HasSubstr("unknown op"));
  EXPECT_THAT(result.error().message, HasSubstr("from the same version"));
}

TEST_F(ProcessPoolTest, GivesUpSoonWhenEveryKernelKills) {
  Result<FakeWorker> worker = FakeWorker::Make("marks = lambda source: ['exit']");
  ASSERT_TRUE(worker);
  const auto pool = Start(FastOptions(*worker));
  pool->Submit(MakeBatch(1, 200));
  const auto result = pool->Next(30);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kWorker);
  EXPECT_THAT(result.error().message, HasSubstr("known to be good"));
  EXPECT_THAT(result.error().message, HasSubstr("exited with status 7"));
  EXPECT_LE(pool->stats().workers_started, 10U);
  EXPECT_FALSE(pool->Next(30));
}

TEST_F(ProcessPoolTest, GivesUpWhenTheKnownGoodKernelIsRefused) {
  Result<FakeWorker> worker = FakeWorker::Make("marks = lambda source: ['refuse']");
  ASSERT_TRUE(worker);
  const auto pool = Start(FastOptions(*worker));
  pool->Submit(MakeBatch(1, 20));
  const auto result = pool->Next(30);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("known to be good"));
  EXPECT_THAT(result.error().message, HasSubstr("codegen: no known_good"));
}

// StartPool's failures.
class StartPoolTest : public ProcessPoolTest {
 protected:
  std::string StartError(const std::string& start) {
    Result<FakeWorker> worker = FakeWorker::Make(start);
    PoolOptions options = FastOptions(*worker);
    options.seconds_to_start = 0.5;
    const auto pool = StartPool(options);
    if (pool) {
      return "started";
    }
    EXPECT_EQ(pool.error().kind, ErrorKind::kEnvironment);
    EXPECT_THAT(pool.error().message, HasSubstr("starting the worker ("));
    return pool.error().message;
  }
};

TEST_F(StartPoolTest, TellsTheWorkersReason) {
  EXPECT_THAT(StartError(R"(send({"id": 0, "ok": False, "reason": "no warp here"}); sys.exit(3))"),
              HasSubstr("): no warp here"));
}

TEST_F(StartPoolTest, TellsTheLastWords) {
  EXPECT_THAT(StartError("import no_such_module"),
              testing::AllOf(HasSubstr("exited with status 1 before it was ready"),
                             HasSubstr("No module named 'no_such_module'")));
}

TEST_F(StartPoolTest, WhatIsPrintedBeforeTheGreetingDoesNoHarm) {
  EXPECT_EQ(StartError("print('Welcome!')"), "started");
}

TEST_F(StartPoolTest, TellsWhatIsPrintedInsteadOfTheGreeting) {
  EXPECT_THAT(StartError("print('Welcome!', flush=True); sys.exit(2)"),
              testing::AllOf(HasSubstr("exited with status 2"), HasSubstr("Welcome!")));
}

TEST_F(StartPoolTest, TellsOfAWrongGreeting) {
  EXPECT_THAT(StartError("print('{\"id\": 0}')"), HasSubstr("its first line is not a greeting"));
}

TEST_F(StartPoolTest, TellsOfAHangAtStart) {
  EXPECT_THAT(StartError("time.sleep(100)"), HasSubstr("not ready after 0.5 seconds"));
}

TEST_F(StartPoolTest, TellsOfAMissingProgram) {
  PoolOptions options = FastOptions(*worker_);
  options.command = {"/no/such/python", "-m", "warploom.worker"};
  const auto pool = StartPool(options);
  ASSERT_FALSE(pool);
  EXPECT_EQ(pool.error().kind, ErrorKind::kEnvironment);
  EXPECT_THAT(pool.error().message, HasSubstr("/no/such/python: No such file or directory"));
}

TEST_F(StartPoolTest, StartsAgainAfterAKillFromOutside) {
  EXPECT_EQ(StartError("for mode in marks('# once:x'): os.kill(os.getpid(), signal.SIGKILL)"),
            "started");
}

TEST_F(StartPoolTest, EndsWhenLaterStartsFail) {
  // The first start works, all later ones fail.
  Result<FakeWorker> worker =
      FakeWorker::Make("if not list(marks('# once:x')): sys.exit('it is gone')");
  ASSERT_TRUE(worker);
  const auto pool = Start(FastOptions(*worker));
  pool->Submit(MakeBatch(1, 2, {{0, "crash"}}));
  const auto result = pool->Next(30);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kEnvironment);
  EXPECT_THAT(result.error().message, HasSubstr("it is gone"));
}

// The pool continues with the workers that are alive.
TEST_F(StartPoolTest, OneWorkerIsEnough) {
  Result<FakeWorker> worker = FakeWorker::Make("if not list(marks('# once:x')): sys.exit(1)");
  ASSERT_TRUE(worker);
  const auto pool = Start(FastOptions(*worker));
  const Batch batch = MakeBatch(1, 3), other = MakeBatch(2, 3);
  auto verdicts = Run(*pool, {batch, other});
  ExpectVerdicts(batch, verdicts[1], {});
  ExpectVerdicts(other, verdicts[2], {});
}

}  // namespace
}  // namespace warploom::oracle
