// Release day: follow a job, and refuse too large an upload before it is sent. Both work without this script, slower.

const status = document.querySelector("[data-job-status]");
if (status) follow(status);
const files = document.querySelector("input[type=file][data-limit]");
if (files) files.addEventListener("change", () => measure(files));

async function follow(line) {
  let pause = 700;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const answer = await fetch(line.dataset.jobStatus, { headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403 || answer.status === 404) break; // signed out, or gone
      const job = await answer.json();
      if (job.over) break;
      if (line.textContent !== job.progress) line.textContent = job.progress;
      pause = 1000;
    } catch {
      pause = Math.min(pause * 2, 15000); // the server is away; it may come back
    }
  }
  window.location.reload();
}

function measure(input) {
  const limit = Number(input.dataset.limit);
  const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
  const megabytes = (bytes) => Math.round(bytes / 1e6).toLocaleString("en-US");
  input.setCustomValidity(
    size > limit ? `These files have ${megabytes(size)} MB together; at most ${megabytes(limit)} MB can be sent.` : "",
  );
  input.reportValidity();
}
