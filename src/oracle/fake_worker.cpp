#include "oracle/fake_worker.h"

#include <fmt/format.h>

#include "os/file_system.h"
#include "os/subprocess.h"

namespace warploom::oracle {
namespace {

constexpr std::string_view kScript = R"(import json, os, re, signal, sys, time

folder = os.path.dirname(os.path.abspath(__file__))
answered = 0


def send(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def marks(source):
    for mode in re.findall(r"^# (\S+)$", source, re.MULTILINE):
        if mode.startswith("once:"):
            try:
                open(os.path.join(folder, mode.replace(":", "-")), "x").close()
            except FileExistsError:
                continue
            mode = mode[5:]
        elif mode.startswith("used:"):
            if answered == 0:
                continue
            mode = mode[5:]
        yield mode


def build(request):
    reply = {"id": request["id"], "ok": True, "rss_bytes": 1000,
             "seconds": {"import": 0.125, "codegen": 0.25, "compile": 0.5}, "verdicts": []}
    after = []
    for kernel in request["kernels"]:
        verdict = {"ok": True, "ir": []}
        for target in request["targets"]:
            ir = {"target": target, "preamble": "",
                  "forward": f"{target} {kernel['name']} {kernel['source']}"}
            ir.update({part: part for part in request["include"]})
            verdict["ir"].append(ir)
        for mode in marks(kernel["source"]):
            if mode == "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            elif mode == "exit":
                os._exit(7)
            elif mode == "hang":
                time.sleep(1000)
            elif mode == "eat":
                eaten = []
                while True:
                    eaten.append(b"x" * 20_000_000)
                    time.sleep(0.01)
            elif mode == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            elif mode == "noise":
                sys.stderr.write("noise\n" * 200_000)
            elif mode == "slow":
                time.sleep(0.05)
            elif mode == "refuse":
                verdict = {"ok": False, "stage": "codegen", "reason": "no " + kernel["name"]}
            else:
                after.append(mode)
        reply["verdicts"].append(verdict)
    for mode in after:
        if mode == "garbage":
            sys.stdout.write("Warp 1.19.0 initialized\n")
        elif mode == "short":
            reply["verdicts"].pop()
        elif mode == "wrong-id":
            reply["id"] += 1
        elif mode == "raise":
            reply = {"id": request["id"], "ok": False, "kind": "error", "reason": "KeyError: x"}
        elif mode == "protocol":
            reply = {"id": request["id"], "ok": False, "kind": "protocol", "reason": "unknown op"}
        elif mode == "leak":
            reply["rss_bytes"] = 1 << 60
    send(reply)


START
send({"id": 0, "ok": True, "warp_version": "1.19.0", "python_version": "3.11.7", "arch": 90})
for line in sys.stdin:
    build(json.loads(line))
    answered += 1
)";

// The interpreter itself: python3 may be a slow shim (pyenv's takes longer than our whole script).
Result<std::string> FindInterpreter() {
  WARPLOOM_ASSIGN_OR_RETURN(
      const std::unique_ptr<Subprocess> python,
      Subprocess::Start(
          {.argv = {"python3", "-c", "import sys; print(sys.executable)"}, .environment = {}}));
  Subprocess* const children[] = {python.get()};
  while (!python->exit_status()) {
    Pump(children, -1, 1);
  }
  const std::optional<std::string> path = python->TakeLine();
  if (!path) {
    return Fail(ErrorKind::kEnvironment, "asking python3 for its path: it gives no answer");
  }
  return *path;
}

}  // namespace

Result<FakeWorker> FakeWorker::Make(const std::string& start) {
  static const Result<std::string> interpreter = FindInterpreter();
  WARPLOOM_ASSIGN_OR_RETURN(std::string python, interpreter);
  WARPLOOM_ASSIGN_OR_RETURN(TempDir dir, TempDir::Make());
  std::string script(kScript);
  script.replace(script.find("START"), 5, start);
  WARPLOOM_TRY(WriteFileAtomically(RealFileSystem(), dir / "fake_worker.py", script));
  return FakeWorker(std::move(dir), std::move(python));
}

// -I and -S leave out the site packages: it starts in 15 ms.
std::vector<std::string> FakeWorker::command() const {
  return {python_, "-I", "-S", dir_ / "fake_worker.py"};
}

}  // namespace warploom::oracle
