#include "os/subprocess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>

#include "os/clock.h"
#include "os/stop_signal.h"

namespace warploom {
namespace {

using ::testing::HasSubstr;

constexpr double kPatience = 10;  // Seconds; far more than anything here takes.

std::unique_ptr<Subprocess> StartShell(const std::string& script) {
  auto child =
      Subprocess::Start({.argv = {"sh", "-c", script}, .environment = {{"WORD", "hello"}}});
  EXPECT_TRUE(child) << child.error().message;
  return std::move(*child);
}

std::string NextLine(Subprocess& child) {
  Subprocess* const children[] = {&child};
  for (const double end = RealClock().Seconds() + kPatience; RealClock().Seconds() < end;) {
    if (auto line = child.TakeLine()) {
      return *line;
    }
    if (child.exit_status()) {
      return "(ended)";
    }
    Pump(children, -1, 0.5);
  }
  return "(nothing)";
}

std::string WaitForEnd(Subprocess& child) {
  Subprocess* const children[] = {&child};
  for (const double end = RealClock().Seconds() + kPatience;
       !child.exit_status() && RealClock().Seconds() < end;) {
    Pump(children, -1, 0.5);
  }
  return child.exit_status() ? child.exit_status()->Describe() : "still runs";
}

bool IsGone(pid_t pid) {
  for (int i = 0; i < 500; ++i) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string id, name, state;
    if (!(stat >> id >> name >> state) || state == "Z") {
      return true;
    }
    ::usleep(10'000);
  }
  return false;
}

TEST(SubprocessTest, EchoesLines) {
  auto child = StartShell("while read line; do echo \"$WORD $line\"; done; exit 3");
  child->Send("one\ntwo\n");
  EXPECT_EQ(NextLine(*child), "hello one");
  EXPECT_EQ(NextLine(*child), "hello two");
  child->CloseInput();
  EXPECT_EQ(WaitForEnd(*child), "exited with status 3");
}

TEST(SubprocessTest, MovesMegabytesBothWays) {
  auto child = StartShell("cat");
  const std::string line(5'000'000, 'x');
  child->Send(line + "\n");
  child->Send("end\n");
  EXPECT_EQ(NextLine(*child), line);
  EXPECT_EQ(NextLine(*child), "end");
}

TEST(SubprocessTest, KeepsOutputThatCameBeforeTheEnd) {
  auto child = StartShell("echo first; echo second; echo oops >&2; kill -SEGV $$");
  EXPECT_EQ(WaitForEnd(*child), "died (SIGSEGV)");
  EXPECT_EQ(child->TakeLine(), "first");
  EXPECT_EQ(child->TakeLine(), "second");
  EXPECT_EQ(child->TakeLine(), std::nullopt);
  EXPECT_THAT(child->error_tail(), HasSubstr("oops"));
}

TEST(SubprocessTest, BoundsTheErrorTail) {
  auto child = Subprocess::Start(
      {.argv = {"sh", "-c", "i=0; while [ $i -lt 5000 ]; do echo noise $i >&2; i=$((i+1)); done"},
       .environment = {},
       .error_tail_bytes = 100});
  ASSERT_TRUE(child);
  EXPECT_EQ(WaitForEnd(**child), "exited with status 0");
  EXPECT_LE((*child)->error_tail().size(), 100U);
  EXPECT_THAT((*child)->error_tail(), HasSubstr("noise 4999"));
}

TEST(SubprocessTest, SaysWhatCannotBeRun) {
  const auto child = Subprocess::Start({.argv = {"/no/such/python"}, .environment = {}});
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().kind, ErrorKind::kEnvironment);
  EXPECT_EQ(child.error().message, "starting /no/such/python: No such file or directory");
}

TEST(SubprocessTest, WritingToADeadChildDoesNotKillUs) {
  auto child = StartShell("exec <&-; echo closed; sleep 100");
  EXPECT_EQ(NextLine(*child), "closed");
  child->Send(std::string(1'000'000, 'x'));
  Subprocess* const children[] = {child.get()};
  Pump(children, -1, 0);
  child->Kill();
  child->Send("more");
  EXPECT_EQ(child->exit_status()->Describe(), "died (SIGKILL)");
}

TEST(SubprocessTest, KillsTheWholeGroup) {
  auto child = StartShell("sleep 100 & echo $!; wait");
  const pid_t grandchild = std::stoi(NextLine(*child));
  child.reset();
  EXPECT_TRUE(IsGone(grandchild));
}

// A worker's own children may keep its output open; the pool must notice its end nevertheless.
TEST(SubprocessTest, SeesTheEndDespiteAGrandchildWithTheSamePipes) {
  auto child = StartShell("sleep 100 & echo $!; kill -KILL $$");
  const pid_t grandchild = std::stoi(NextLine(*child));
  EXPECT_EQ(WaitForEnd(*child), "died (SIGKILL)");
  EXPECT_TRUE(IsGone(grandchild));
}

TEST(SubprocessTest, TellsExitStatusesUnderAParentThatIgnoresThem) {
  ::signal(SIGCHLD, SIG_IGN);
  auto child = StartShell("exit 5");
  EXPECT_EQ(WaitForEnd(*child), "exited with status 5");
}

TEST(SubprocessTest, ChildrenDieWithUs) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t middle = ::fork();
  if (middle == 0) {
    auto child = Subprocess::Start({.argv = {"sleep", "100"}, .environment = {}});
    const pid_t pid = (*child)->pid();
    (void)!::write(ends[1], &pid, sizeof pid);
    ::_exit(0);  // Skips destructors, like kill -9.
  }
  pid_t orphan = -1;
  ASSERT_EQ(::read(ends[0], &orphan, sizeof orphan), static_cast<ssize_t>(sizeof orphan));
  ::waitpid(middle, nullptr, 0);
  EXPECT_TRUE(IsGone(orphan));
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(SubprocessTest, MeasuresTheMemoryOfItsChildrenToo) {
  auto child = StartShell(
      "python3 -c 'x = bytearray(b\"x\" * 100_000_000); print(1, flush=True); input()'; echo end");
  EXPECT_EQ(NextLine(*child), "1");
  EXPECT_GT(child->ResidentBytes(), 100'000'000U);
  EXPECT_LT(child->ResidentBytes(), 400'000'000U);
  child->Kill();
  EXPECT_EQ(child->ResidentBytes(), 0U);
}

TEST(PumpTest, WaitsAsLongAsAskedAndNoLonger) {
  auto child = StartShell("sleep 100");
  Subprocess* const children[] = {child.get()};
  const double start = RealClock().Seconds();
  EXPECT_FALSE(Pump(children, -1, 0.1));
  const double took = RealClock().Seconds() - start;
  EXPECT_GE(took, 0.09);
  EXPECT_LT(took, 5);
}

TEST(StopSignalTest, WakesAPump) {
  StopSignal::Install();
  EXPECT_FALSE(StopSignal::Requested());
  auto child = StartShell("sleep 100");
  Subprocess* const children[] = {child.get()};
  ::kill(::getpid(), SIGTERM);
  const double start = RealClock().Seconds();
  Pump(children, StopSignal::wake_fd(), kPatience);
  EXPECT_LT(RealClock().Seconds() - start, 5);
  EXPECT_TRUE(StopSignal::Requested());
  StopSignal::Clear();
  EXPECT_FALSE(StopSignal::Requested());
}

TEST(StopSignalTest, TheSecondSignalEndsAtOnce) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    StopSignal::Install();
    ::raise(SIGINT);
    ::raise(SIGINT);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGINT);
}

}  // namespace
}  // namespace warploom
