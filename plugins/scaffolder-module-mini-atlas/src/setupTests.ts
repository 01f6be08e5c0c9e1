import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole form with its pickers takes its time on a busy machine; waiting ends as soon as what is awaited is there.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(90_000);

// jsdom has none; the scaffolder's form scrolls to its top with every step.
window.scrollTo = () => undefined;
